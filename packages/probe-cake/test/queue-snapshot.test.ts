import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSnapshot } from '../src/queue-snapshot.js';

const REQUEST = { startedAtMs: 100, tookMs: 20 };
const ROW = {
  ...{ '.id': '*1000001', name: 'WAN-Download', bytes: '28192979120', packets: '25350209', dropped: '0' },
  ...{ 'queued-bytes': '3028', 'queued-packets': '2', 'max-limit': '440000000' },
};

describe('toSnapshot', () => {
  it('dates the counters by the middle of the request', () => {
    expect(toSnapshot([ROW], 3, REQUEST).queues.get('WAN-Download')).toEqual({
      limitBps: 440_000_000,
      sample: {
        ...{ kind: 'counters', source: 'WAN-Download', sequence: 3, atMs: 110 },
        ...{ bytes: 28_192_979_120, packets: 25_350_209, dropped: 0, queuedBytes: 3028, queuedPackets: 2 },
      },
    });
  });

  it('takes a limit of 0 for none', () => {
    const { queues } = toSnapshot([{ ...ROW, 'max-limit': '0' }], 3, REQUEST);
    expect(queues.get('WAN-Download')?.limitBps).toBeNull();
  });

  it('takes a property that is absent for 0', () => {
    const { queues } = toSnapshot([{ name: 'x', bytes: '5' }], 3, REQUEST);
    expect(queues.get('x')?.sample).toMatchObject({ bytes: 5, dropped: 0, queuedBytes: 0 });
  });

  it('leaves out what has no byte count, and never throws', () => {
    expect(toSnapshot([{ name: 'x', bytes: '1/2' }, { bytes: '5' }], 3, REQUEST).queues.size).toBe(0);
    const rows = fc.array(fc.dictionary(fc.constantFrom(...Object.keys(ROW)), fc.string()));
    fc.assert(
      fc.property(rows, (junk) => {
        for (const { sample } of toSnapshot(junk, 3, REQUEST).queues.values()) {
          expect(sample.bytes).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
