export { IrttProbe } from './irtt-probe.js';
export { IrttProbeOptions } from './options.js';
export { default } from './plugin.js';
