import { isIP } from 'node:net';
import { ValidateBy, ValidateIf } from 'class-validator';
import { isMapping, isYamlNumber, looseNumber, type YamlNumber } from './values.js';

/** The key may be left out. Written without a value (`key:`) it is still checked, as in the Python original. */
export function MayBeAbsent(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

/** Any text. */
export function Text(): PropertyDecorator {
  return Rule('text in quotes', isText);
}

/** `true` or `false` and nothing else. */
export function Flag(): PropertyDecorator {
  return Rule('true or false', (value) => typeof value === 'boolean');
}

/** A number, booleans included, as the Python original's `number` and `float` took them. */
export function NumberIn(min: number, max: number): PropertyDecorator {
  return Rule(`a number from ${min} to ${max}`, (value) => isYamlNumber(value) && inRange(value, min, max));
}

/** A number that later checks compare with others; `wanted` completes `must be`. */
export function AnyNumber(wanted = 'a number'): PropertyDecorator {
  return Rule(wanted, (value) => isYamlNumber(value) && !Number.isNaN(value));
}

/** A number of 1 or more. */
export function AtLeastOne(): PropertyDecorator {
  return Rule('a number of at least 1', (value) => isYamlNumber(value) && Number(value) >= 1);
}

/** The weight of a new sample; in quotes or not, as the Python original took it. */
export function Weight(): PropertyDecorator {
  return Rule('a number from 0 to 1', (value) => (looseNumber(value, 0) ?? 2) <= 1);
}

/** A number written without a decimal point, booleans included, as the Python original's `int` took them. */
export function WholeNumberIn(min: number, max: number): PropertyDecorator {
  return Rule(
    `a whole number from ${min} to ${max}, without a decimal point`,
    (value) => (typeof value === 'bigint' || typeof value === 'boolean') && inRange(value, min, max),
  );
}

/** A name of a queue or WAN. */
export function Identifier(): PropertyDecorator {
  return Rule(
    'text of 1 to 64 letters, digits, "_", "." or "-", without accents or spaces',
    matches(/^[A-Za-z0-9_.-]{1,64}$/),
  );
}

/** A comment of a router rule. */
export function RuleComment(): PropertyDecorator {
  return Rule('text of 1 to 128 characters on one line', matches(/^\P{Cc}{1,128}$/u));
}

/** An IPv4 or IPv6 address, or a host name by RFC 1123. */
export function Host(): PropertyDecorator {
  const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  const hostName = new RegExp(`^(?=.{1,256}$)${label}(?:\\.${label})*$`);
  return Rule(
    'an IP address or a host name of letters, digits, "-" and "."',
    (value) => isText(value) && (isIP(value) !== 0 || hostName.test(value)),
  );
}

/** A TCP port, in quotes or not. */
export function Port(): PropertyDecorator {
  return Rule('a whole number from 1 to 65535', (value) =>
    typeof value === 'bigint'
      ? inRange(value, 1, 65535)
      : matches(/^[0-9]{1,5}$/)(value) && inRange(BigInt(value), 1, 65535),
  );
}

/** A secret that a reader has to show, or what names it. */
export function Token(): PropertyDecorator {
  return Rule(
    'at least 16 signs without spaces, in quotes, e.g. what "openssl rand -hex 16" prints',
    matches(/^([!-~]{16,}|\$\{[^{}]+\})$/),
  );
}

/** SHA-256 of a certificate or key. */
export function Fingerprint(): PropertyDecorator {
  return Rule(
    'a SHA-256: 64 hex digits in quotes, with or without colons',
    matches(/^(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/),
  );
}

/** One of a few words. */
export function OneOf(...words: string[]): PropertyDecorator {
  return Rule(words.join(' or '), (value) => words.includes(value as string));
}

/** A list of anything. */
export function List(): PropertyDecorator {
  return Rule('a list', Array.isArray);
}

/** A list that holds nothing but text. */
export function TextList(): PropertyDecorator {
  return Rule('a list of texts', (value) => Array.isArray(value) && value.every(isText));
}

/** A mapping of free options. */
export function Mapping(): PropertyDecorator {
  return Rule('a mapping of options', isMapping);
}

/** A mapping of free options that says at `nameKey` whose they are, or that name alone. */
export function OptionsOf(nameKey: string, allowed: 'mapping' | 'mapping or name'): PropertyDecorator {
  const alone = allowed === 'mapping or name';
  return Rule(
    `${alone ? 'a name or ' : ''}a mapping of "${nameKey}: NAME" and options`,
    (value) => (alone && isText(value)) || (isMapping(value) && isText(value[nameKey] ?? '')),
  );
}

/** A condition with the words for it, which complete `must be …`. */
function Rule(wanted: string, isMet: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({
    name: wanted,
    validator: { validate: isMet, defaultMessage: () => `must be ${wanted}` },
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const matches =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    isText(value) && pattern.test(value);
// False for NaN.
const inRange = (value: YamlNumber, min: number, max: number) => Number(value) >= min && Number(value) <= max;
