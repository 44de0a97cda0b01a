import { neverShow } from './redact.js';

/** A text that must not be printed: neither `JSON.stringify` nor `util.inspect` shows what `reveal` gives. */
export interface Secret {
  reveal(): string;
  toJSON(): string;
}

/** Wraps a text so that it is only seen by who asks for it, and never in a log. */
export function secret(text: string): Secret {
  neverShow(text);
  return { reveal: () => text, toJSON: () => '(hidden)' };
}
