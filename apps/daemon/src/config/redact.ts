const PLACEHOLDER = '(hidden)';

/** Shorter texts stand by chance in many others, and are no secrets worth the name. */
const SHORTEST = 4;

/** What HTTP sends for a password or token. */
const CREDENTIALS = /\b(Basic|Bearer) +[\w+/=.~-]{8,}/g;

/** All secrets that this process has read, as they are and as JSON spells them. */
const spellings = new Set<string>();

/** Has `redact` leave out a text from now on; one of fewer than four characters is not looked for. */
export function neverShow(text: string): void {
  if (text.length < SHORTEST) return;
  spellings.add(text).add(JSON.stringify(text).slice(1, -1));
}

/** A text for people, without the secrets that this process knows and without what HTTP makes of any. */
export function redact(text: string): string {
  // The longest first: one secret may be part of another.
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length);
  return longestFirst
    .reduce((shown, spelling) => shown.replaceAll(spelling, PLACEHOLDER), text)
    .replace(CREDENTIALS, `$1 ${PLACEHOLDER}`);
}

/** For `JSON.stringify`: writes texts as `redact` shows them. */
export function redacting(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? redact(value) : value;
}
