/** Plain data as JSON knows it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object; a key that is `undefined` is not there. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** True for a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `update` laid over `base`: objects are merged at every depth, anything else is replaced. Keys that only
 * `base` knows survive, which keeps what another version or another program wrote into a file.
 */
export function mergeJson(base: JsonObject, update: JsonObject): JsonObject {
  const merged = Object.entries(update).map(([key, value]) => {
    const old = base[key];
    return [key, isJsonObject(old) && isJsonObject(value) ? mergeJson(old, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}
