import uPlot from 'uplot';
import type { LivePoint } from '../source.js';
import { momentText } from './format.js';

/** What a chart draws of points. */
export interface ChartSpec {
  /** What it shows, for people. */
  readonly title: string;
  /** Height in CSS pixels, without the legend. */
  readonly height: number;
  /** How it looks. */
  readonly look: Omit<uPlot.Options, 'width' | 'height' | 'series'> & { readonly series: uPlot.Series[] };
  /** The values of a point, one per series. */
  valuesOf(point: LivePoint): (number | null)[];
}

/** What a chart shows now. */
export interface Shown {
  readonly spec: ChartSpec;
  readonly points: readonly LivePoint[];
  /** The time from left to right, Unix ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Charts of the same group show their values at the same time. */
  readonly group: string;
}

/** `<time-chart .shown=${...}>`: points over time, as wide as there is room. */
class TimeChart extends HTMLElement {
  #plot: uPlot | null = null;
  #shown: Shown | null = null;
  readonly #resized = new ResizeObserver(() => this.#fit());

  set shown(shown: Shown) {
    this.#shown = shown;
    if (this.isConnected) this.#draw(shown);
  }

  connectedCallback(): void {
    this.#resized.observe(this);
    if (this.#shown) this.#draw(this.#shown);
  }

  disconnectedCallback(): void {
    this.#resized.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #draw(shown: Shown): void {
    this.#plot ??= this.#create(shown);
    this.#plot.setData(columnsOf(shown));
    if (this.#plot.cursor.idx == null) this.#plot.setLegend({ idx: shown.points.length - 1 });
  }

  #create({ spec, group }: Shown): uPlot {
    const options: uPlot.Options = {
      ...spec.look,
      width: this.clientWidth,
      height: spec.height,
      scales: { ...spec.look.scales, x: { range: () => this.#span() } },
      series: [
        {
          value: (_, atSec) => (atSec ? momentText(atSec * 1000) : ''),
        },
        ...spec.look.series,
      ],
      cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { size: 6 } },
    };
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', spec.title);
    return new uPlot(options, [[]], this);
  }

  #span(): uPlot.Range.MinMax {
    const { fromMs = 0, toMs = 1000 } = this.#shown ?? {};
    return [fromMs / 1000, toMs / 1000];
  }

  #fit(): void {
    const { spec } = this.#shown ?? {};
    if (spec) this.#plot?.setSize({ width: this.clientWidth, height: spec.height });
  }
}

/** The points as uPlot has them: a column of times, then a column per series. */
function columnsOf({ points, spec }: Shown): uPlot.AlignedData {
  const rows = points.map((point) => spec.valuesOf(point));
  const values = spec.look.series.map((_, series) => rows.map((row) => row[series] ?? null));
  return [points.map(({ atMs }) => atMs / 1000), ...values];
}

customElements.define('time-chart', TimeChart);
