/** A line through points. */
export interface Slope {
  /** Units of y per unit of x. */
  readonly perUnit: number;
  /** Its standard error. */
  readonly error: number;
}

/** By least squares, with the standard error that independent residuals of equal spread would have; NaN of fewer than 3 points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const perUnit = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residuals = points.reduce((sum, [x, y]) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0);
  return { perUnit, error: Math.sqrt(residuals / (count - 2) / spread) };
}
