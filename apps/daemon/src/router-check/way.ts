import { asTransportError, type Clock, type Transport } from '@wanctl/core';
import type { Finding } from './finding.js';

/** Reads whose times and flash writes are looked at. */
const READS = 10;
/** Above this the router holds up what wanctl decides, ms: an RB5009 takes about 10. */
const SLOW_MS = 100;

/** What a way to the router has shown of itself. */
export interface Way {
  readonly findings: readonly Finding[];
  readonly works: boolean;
}

/** Asks the router some times by one transport: whether it answers, how fast, and what it writes to flash meanwhile. */
export async function tryWay(transport: Transport, clock: Clock): Promise<Way> {
  try {
    // The login belongs to neither.
    const before = await sectorsWritten(transport);
    const timesMs: number[] = [];
    let after = before;
    for (let read = 0; read < READS; read += 1) {
      const startedMs = clock.now();
      after = await sectorsWritten(transport);
      timesMs.push(clock.now() - startedMs);
    }
    const { description } = transport;
    return { works: true, findings: [speed(description, timesMs), ...readWear(description, after - before)] };
  } catch (error) {
    const finding: Finding = {
      level: 'problem',
      what: asTransportError(error).message,
      why: 'wanctl cannot see or set a limit this way',
    };
    return { works: false, findings: [finding] };
  }
}

/** Sectors of the flash written since boot; NaN when the router does not say. */
export async function sectorsWritten(transport: Transport): Promise<number> {
  const [row] = await transport.read({ menu: 'system/resource', fields: ['write-sect-since-reboot'] });
  return Number(row?.['write-sect-since-reboot'] ?? Number.NaN);
}

/** What reads have cost the flash; nothing when the router does not count. */
function readWear(description: string, sectors: number): readonly Finding[] {
  if (Number.isNaN(sectors)) return [];
  const what = `${READS} reads over ${description} wrote ${sectors} sectors to its flash`;
  if (sectors === 0) return [{ level: 'ok', what }];
  const why =
    'flash lasts for about 100,000 writes a block, and counters are read up to ten times a second. If it is so again, and not by something else: raise fast_ms and slow_ms under "counters"';
  return [{ level: 'advice', what, why }];
}

function speed(description: string, timesMs: readonly number[]): Finding {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const medianMs = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const what = `${description} answers in ${medianMs.toFixed(0)} ms (median of ${sorted.length}; slowest ${sorted.at(-1)?.toFixed(0)} ms)`;
  if (medianMs <= SLOW_MS) return { level: 'ok', what };
  const why =
    'each cut of a limit comes that much later; look at the load of its CPU, and at who else asks it:';
  return { level: 'advice', what, why, commands: ['/system/resource/print', '/user/active/print'] };
}
