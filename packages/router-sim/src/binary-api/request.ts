import type { Sentence } from './sentence.js';

/** A sentence of a client, taken apart. */
export interface ApiRequest {
  /** E.g. `/queue/tree/set`. */
  readonly command: string;
  /** Value of `.tag`, which all that answers it has too. */
  readonly tag: string | undefined;
  /** By name; `=once=` is an empty one. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Query words without their question marks. */
  readonly queries: readonly string[];
  /** All words but the tag, with spaces between them. */
  readonly line: string;
}

/** Takes a sentence apart (RouterOS API manual, "API words"); what is no word of the API counts as an attribute. */
export function parseRequest([command = '', ...words]: Sentence): ApiRequest {
  const tagged = words.find((word) => word.startsWith('.tag='));
  const others = words.filter((word) => !word.startsWith('.tag='));
  return {
    command,
    tag: tagged?.slice('.tag='.length),
    attributes: Object.fromEntries(others.filter((word) => !word.startsWith('?')).map(attributeOf)),
    queries: others.filter((word) => word.startsWith('?')).map((word) => word.slice(1)),
    line: [command, ...others].join(' '),
  };
}

function attributeOf(word: string): readonly [string, string] {
  const [, name = '', value = ''] = /^=?([^=]*)=?(.*)$/s.exec(word) ?? [];
  return [name, value];
}
