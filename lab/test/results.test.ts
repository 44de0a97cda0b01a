import { describe, expect, it } from 'vitest';
import { replayCsv } from '../src/results.js';
import { recording } from './recording.js';

describe('the recording for replay', () => {
  it('has a row per 0.1 s from 0 on, with the newest ping that had come and both counters', () => {
    const lines = replayCsv(recording()).trim().split('\n');
    expect(lines[0]).toBe('t_ms,rtt_1,download_bytes,upload_bytes');
    expect(lines).toHaveLength(121);
    // Sent at -200 and -150 ms, with 20 ms under way; the row of -100 ms is that of 1900 ms.
    expect(lines.slice(19, 23)).toEqual([
      '1800.0,,0,0',
      '1900.0,20,0,0',
      '2000.0,20,0,0',
      '2100.0,20,50000,10000',
    ]);
  });
});
