import { type CurveFactory, curveLinear, line } from 'd3-shape';

/** Width of a chart, and where its panels begin and end. */
export const [WIDTH, LEFT, RIGHT] = [960, 46, 940];
/** Where a panel begins and ends, below the line of words above it. */
export const [TOP, BOTTOM] = [26, 146];

/** A line through points; null breaks it. Its class is its colour. */
export function path(
  name: string,
  points: readonly (readonly [x: number, y: number | null])[],
  curve: CurveFactory = curveLinear,
): string {
  const draw = line<readonly [number, number | null]>(
    ([x]) => x,
    ([, y]) => y ?? 0,
  );
  const defined = draw.defined(([, y]) => y !== null);
  return `<path d="${defined.curve(curve).digits(1)(points) ?? ''}" class="${name}"/>`;
}

/** Lines across a panel, with what they stand for. */
export function grid(ticks: readonly number[], y: (value: number) => number): string {
  return ticks
    .map((tick) => {
      const line = `<path d="M${LEFT} ${y(tick).toFixed(1)}H${RIGHT}" class="grid"/>`;
      return line + words(LEFT - 6, y(tick) + 4, `${tick}`, 'end');
    })
    .join('');
}

/** What the colours of a panel mean, on the right above it. */
export function legend(names: readonly string[]): string {
  return names
    .map((name, index) => {
      const left = RIGHT - (names.length - index) * 82;
      const swatch = `<rect x="${left}" y="9" width="10" height="10" class="swatch ${name}"/>`;
      return swatch + words(left + 14, 18, name);
    })
    .join('');
}

/** Words at a place. */
export function words(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

/** Text that means nothing as SVG and HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
