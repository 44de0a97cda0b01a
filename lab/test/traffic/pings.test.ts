import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../src/traffic/pings.js';

describe('an answer of fping', () => {
  it('tells when it was sent', () => {
    const line = '[1795462309.50000] 198.51.100.200 : [49], 64 bytes, 21.6 ms (161 avg, 0% loss)';
    expect(parseAnswer(line)).toEqual({ sequence: 49, sentAtMs: 1795462309500 - 21.6, rttMs: 21.6 });
  });

  it('is none when nobody answered', () => {
    expect(parseAnswer('[1795462309.5] 198.51.100.200 : [49], timed out (161 avg, 0% loss)')).toBeNull();
  });
});
