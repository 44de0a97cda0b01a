import { isMapping } from './values.js';

/** A `${NAME}` whose variable is not set. */
export interface UnsetVariable {
  readonly path: readonly string[];
  readonly name: string;
}

/**
 * The data with every text that is `${NAME}` as a whole replaced by that variable, and the variables that are
 * not set; their texts stay as they are.
 */
export function resolveSecrets(
  data: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): { data: Record<string, unknown>; unset: readonly UnsetVariable[] } {
  const unset: UnsetVariable[] = [];
  const resolve = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, String(index)]));
    if (isMapping(value)) return resolveAll(value, path);
    const name = typeof value === 'string' ? /^\$\{([^{}]+)\}$/.exec(value)?.[1] : undefined;
    if (name === undefined) return value;
    if (env[name] === undefined) unset.push({ path, name });
    return env[name] ?? value;
  };
  const resolveAll = (mapping: Record<string, unknown>, path: readonly string[]) =>
    Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, resolve(value, [...path, key])]));
  return { data: resolveAll(data, []), unset };
}
