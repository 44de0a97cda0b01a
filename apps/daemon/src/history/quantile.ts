/**
 * The smallest of the values that at least the share `q` (0 to 1) of them does not exceed (nearest rank); nulls do not
 * count. Null when there is none.
 */
export function quantile(values: readonly (number | null)[], q: number): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
}
