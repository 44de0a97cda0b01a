export { CakeProbe } from './cake-probe.js';
export { type CounterDifference, differenceBetween, rateBetween } from './counters.js';
export { CakeProbeOptions } from './options.js';
export { default } from './plugin.js';
export {
  figuresOf,
  meterGap,
  meterRead,
  NEW_METER,
  type QueueFigures,
  type QueueMeter,
} from './queue-meter.js';
export { type QueueReader, queueReaderOf } from './queue-reader.js';
export type { QueueReading, QueueSnapshot } from './queue-snapshot.js';
export { meanRateBps, type RateSpan, type RateWindow, slideWindow } from './rate-window.js';
export type { Signal } from './signals.js';
