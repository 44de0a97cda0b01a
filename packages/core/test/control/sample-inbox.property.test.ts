import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Sample, SampleInbox, Telemetry } from '../../src/index.js';

const rtt = fc.record({
  kind: fc.constant('rtt' as const),
  source: fc.string(),
  sequence: fc.nat(),
  sentAtMs: fc.double(),
  rttMs: fc.option(fc.oneof(fc.double(), fc.double({ min: 0, max: 10_000 }))),
});
const count = fc.oneof(fc.nat(), fc.nat(), fc.nat(), fc.double());
const counters = fc.record({
  kind: fc.constant('counters' as const),
  source: fc.constantFrom('Down', 'Up', 'constructor', ''),
  sequence: fc.nat(),
  atMs: fc.nat(),
  bytes: count,
  packets: count,
  dropped: count,
  queuedBytes: count,
  queuedPackets: count,
});

it('gives out what can be true, once, counts the rest, and stays bounded', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(rtt, counters), { maxLength: 50 }),
      fc.constantFrom(1, 60),
      (samples, times) => {
        const telemetry = new Telemetry();
        const inbox = new SampleInbox({ download: 'Down', upload: 'Up' }, telemetry);
        const delivered: Sample[] = Array.from({ length: times }, () => samples).flat();
        delivered.forEach(inbox.accept);
        const seen = inbox.take(0, [], { download: null, upload: null });
        expect(seen.rtt.length).toBeLessThanOrEqual(1000);
        for (const { rttMs } of seen.rtt)
          expect(rttMs === null || (rttMs >= 0 && rttMs <= 10_000)).toBe(true);
        for (const sample of [...seen.counters.download, ...seen.counters.upload]) {
          const { bytes, packets, dropped, queuedBytes, queuedPackets } = sample;
          for (const count of [bytes, packets, dropped, queuedBytes, queuedPackets]) {
            expect(Number.isFinite(count) && count >= 0).toBe(true);
          }
        }
        expect(inbox.take(0, [], { download: null, upload: null }).rtt).toEqual([]);
      },
    ),
  );
});
