/** Distribution of one stage's duration, ms; percentiles and maximum are right to 2.2 %. */
export interface StageFigures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * How often each duration occurred, by bucket. Unlike those of `node:perf_hooks` one takes 3.5 kB and not 200,
 * and the counts of any period are the difference of two.
 */
export type Histogram = readonly number[];

const SMALLEST_MS = 0.001;
const BUCKETS_PER_DOUBLING = 16;
/** The last bucket takes all from 134 s on. */
const BUCKETS = 27 * BUCKETS_PER_DOUBLING + 1;

/** A histogram of nothing, to be counted up at `bucketOf`. */
export function emptyHistogram(): number[] {
  return new Array<number>(BUCKETS).fill(0);
}

/** Index of a duration's bucket; durations of less than 1 µs and over 134 s go into the outermost. */
export function bucketOf(durationMs: number): number {
  const bucket = Math.round(
    Math.log2(Math.max(durationMs, SMALLEST_MS) / SMALLEST_MS) * BUCKETS_PER_DOUBLING,
  );
  return Math.min(bucket, BUCKETS - 1);
}

/** What occurred between two moments, by the histograms of both. */
export function histogramBetween(before: Histogram, after: Histogram): Histogram {
  return after.map((count, bucket) => count - (before[bucket] ?? 0));
}

/** The figures of a histogram; all 0 when it is empty. */
export function figuresOf(histogram: Histogram): StageFigures {
  const count = histogram.reduce((sum, inBucket) => sum + inBucket, 0);
  return {
    count,
    p50: durationAt(histogram, 0.5 * count),
    p95: durationAt(histogram, 0.95 * count),
    p99: durationAt(histogram, 0.99 * count),
    max: durationAt(histogram, count),
  };
}

/** The duration that `rank` of all do not exceed, ms. */
function durationAt(histogram: Histogram, rank: number): number {
  let seen = 0;
  const bucket = histogram.findIndex((count) => {
    seen += count;
    return seen > 0 && seen >= rank;
  });
  return bucket < 0 ? 0 : SMALLEST_MS * 2 ** (bucket / BUCKETS_PER_DOUBLING);
}
