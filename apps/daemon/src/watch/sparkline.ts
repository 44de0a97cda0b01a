const LEVELS = '▁▂▃▄▅▆▇█';

/** One character per value, the higher the value, up to `max`, the fuller; a space for null. */
export function sparkline(values: readonly (number | null)[], max: number): string {
  return values
    .map((value) => {
      if (value === null) return ' ';
      const level = Math.floor((value / max) * LEVELS.length);
      return LEVELS[Math.min(Math.max(level, 0), LEVELS.length - 1)];
    })
    .join('');
}
