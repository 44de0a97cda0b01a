/** Columns that charts may take: those of the terminal, from 80 to 160. */
export function chartWidth(): number {
  return Math.min(Math.max(process.stdout.columns ?? 80, 80), 160);
}
