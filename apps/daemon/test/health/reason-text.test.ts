import { expect, it } from 'vitest';
import { reasonText } from '../../src/health/reason-text.js';

const reason = (evidence?: Record<string, string | number | null>) => ({
  code: 'cut',
  text: 'cut: 40 ms over the baseline',
  ...(evidence && { evidence }),
});

it("is the law's text where there is no evidence, or none that a person asks for", () => {
  expect(reasonText(reason(), 20e6)).toBe('cut: 40 ms over the baseline');
  expect(reasonText(reason({ slope: 3, achieved_bps: null, queued_bytes: 0, limit: null }), 20e6)).toBe(
    'cut: 40 ms over the baseline',
  );
});

it('puts the figures of a law that knows the queues into words', () => {
  const evidence = { achieved_bps: 11_240_000, queued_bytes: 62_000, capacity_bps: 12e6, limit: 'minimum' };
  expect(reasonText(reason(evidence), 20e6)).toBe(
    'cut: 40 ms over the baseline; delivered 11.2 of 20.0 Mbit/s, 62 kB queued, capacity about 12.0 Mbit/s, at its minimum',
  );
  expect(reasonText(reason({ achieved_bps: 5e6 }), null)).toBe(
    'cut: 40 ms over the baseline; delivered 5.0 Mbit/s',
  );
});
