export { IcmpProbe } from './icmp-probe.js';
export { IcmpProbeOptions } from './options.js';
export { default } from './plugin.js';
export type { ReflectorFigures } from './reflectors/figures.js';
