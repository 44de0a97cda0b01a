import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidationError, validateSync } from 'class-validator';
import { oneLine, WanctlError } from './errors.js';

/**
 * class-transformer's decorator for a section of an options class, `@ValidateNested() @Type(() => Section)`: of the copy
 * that `checkOptions` asks. What another copy notes down is not seen, and the section would not be checked.
 */
export { Type } from 'class-transformer';

/** One thing that is wrong with an options object. */
export interface OptionsProblem {
  /** `unknown`: no such key; `missing`: a required key is absent or null; `invalid`: its value will not do. */
  readonly kind: 'unknown' | 'missing' | 'invalid';
  /** Keys from the top to the value. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** What is allowed, e.g. `must be a number from 1 to 500`. */
  readonly allowed: string;
}

/**
 * An instance of a class with class-validator decorators from plain data, and all problems of that data. The
 * instance is safe to use only when no problem is `missing` or `invalid`. Throws `ERR_OPTIONS_INVALID` for what is no
 * mapping of plain data.
 */
export function checkOptions<T extends object>(
  type: new () => T,
  raw: unknown,
): { options: T; problems: OptionsProblem[] } {
  const options = instanceFrom(type, raw ?? {});
  const errors = validateSync(options, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
  });
  return { options, problems: errors.flatMap((error) => problemsOf(error, [])) };
}

/** class-transformer itself fails at data with a key `constructor`. */
function instanceFrom<T extends object>(type: new () => T, raw: unknown): T {
  try {
    const options = plainToInstance(type, raw, { exposeDefaultValues: true });
    if (options instanceof type) return options;
  } catch {
    // As wrong as any other.
  }
  throw new WanctlError('ERR_OPTIONS_INVALID', 'options must be a mapping of plain data');
}

/** The checked options; throws `ERR_OPTIONS_INVALID` with all problems, unknown keys included. */
export function parseOptions<T extends object>(type: new () => T, raw: unknown): T {
  const { options, problems } = checkOptions(type, raw);
  if (problems.length > 0) throw new WanctlError('ERR_OPTIONS_INVALID', problems.map(describe).join('; '));
  return options;
}

/** Keys that a class with class-validator decorators knows. */
export function knownKeys(type: new () => object): string[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(metadata.map(({ propertyName }) => propertyName))];
}

function problemsOf(error: ValidationError, parents: readonly string[]): OptionsProblem[] {
  const path = [...parents, error.property];
  const { whitelistValidation, ...constraints } = error.constraints ?? {};
  const own: OptionsProblem[] = [];
  if (whitelistValidation !== undefined) {
    own.push({ kind: 'unknown', path, value: error.value, allowed: 'is not a known key' });
  } else if (Object.keys(constraints).length > 0) {
    // Undecorated messages begin with the property's name, which the path already gives.
    const allowed = Object.values(constraints).map((text) => text.replace(`${error.property} `, ''));
    const kind = error.value === undefined || error.value === null ? 'missing' : 'invalid';
    own.push({ kind, path, value: error.value, allowed: allowed.join(', ') });
  }
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path))];
}

/** A wrong value is shown up to so many characters. */
const LONGEST_VALUE = 200;

/** True when the name of a setting says that its value must not be shown. */
export function isSecretKey(key: string): boolean {
  return /password|passphrase|secret|token|webhook/i.test(key);
}

function describe({ kind, path, value, allowed }: OptionsProblem): string {
  const mayShow = kind === 'invalid' && !path.some(isSecretKey);
  const shown = mayShow ? ` (it is ${oneLine(JSON.stringify(value, showable), LONGEST_VALUE)})` : '';
  return oneLine(`${path.join('.')} ${allowed}${shown}`);
}

/** For `JSON.stringify`, which takes no `bigint`: leaves out what stands below keys that sound secret. */
function showable(key: string, value: unknown): unknown {
  if (isSecretKey(key)) return '(hidden)';
  return typeof value === 'bigint' ? String(value) : value;
}
