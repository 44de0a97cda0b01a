import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Puts text into a colour or style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** For terminals with colours; whoever calls has made sure of that. */
export const painted: Paint = (style, text) => styleText(style, text, { validateStream: false });

/** For all others. */
export const plain: Paint = (_style, text) => text;

const ZONE_STYLES: Readonly<Record<string, Style>> = {
  GREEN: 'green',
  YELLOW: 'yellow',
  SOFT_RED: 'magenta',
  RED: 'red',
};

/** A zone's name in its colour, in `width` columns. */
export function zoneText(zone: string, paint: Paint, width = 0): string {
  return paint(ZONE_STYLES[zone] ?? 'dim', (zone || '?').padEnd(width));
}
