import { ADMINISTRATOR_FAULTS } from './administrator.js';
import { DISK_FAULTS } from './disk.js';
import type { Fault } from './fault.js';
import { HOST_KEY_FAULT } from './host-key.js';
import { PROCESS_FAULTS } from './process.js';
import { REFLECTOR_FAULTS } from './reflectors.js';
import { ROUTER_FAULTS } from './router.js';
import { TIME_FAULTS } from './time.js';

/** Every fault. */
export const FAULTS: readonly Fault[] = [
  ...ROUTER_FAULTS,
  HOST_KEY_FAULT,
  ...ADMINISTRATOR_FAULTS,
  ...REFLECTOR_FAULTS,
  ...TIME_FAULTS,
  ...DISK_FAULTS,
  ...PROCESS_FAULTS,
];
