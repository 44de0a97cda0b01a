import type { Clock } from '@wanctl/core';
import type { Fault } from './faults.js';
import { occupy } from './occupy.js';

/** True when a router gets to carry out a request in spite of the fault. */
export function reachesRouter(fault: Fault | undefined): boolean {
  if (fault?.kind === 'html') return false;
  return fault && 'applied' in fault ? fault.applied === true : fault?.kind !== 'status';
}

/** How much longer a command takes because of the fault, ms; `Infinity`: until the fault is removed. */
export function extraMs(fault: Fault | undefined): number {
  if (fault?.kind === 'hang') return Number.POSITIVE_INFINITY;
  return fault?.kind === 'delay' ? fault.delayMs : 0;
}

/** Writes a text whole, or in pieces when the fault is a drip; resolves when all is written. */
export async function writeOut(
  clock: Clock,
  fault: Fault | undefined,
  text: string,
  write: (piece: string) => void,
): Promise<void> {
  const pieceBytes = fault?.kind === 'drip' ? fault.bytes : text.length;
  const everyMs = fault?.kind === 'drip' ? fault.everyMs : 0;
  for (let at = 0; at < text.length; at += pieceBytes) {
    await occupy(clock, everyMs);
    write(text.slice(at, at + pieceBytes));
  }
}
