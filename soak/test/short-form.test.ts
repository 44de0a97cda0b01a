import { describe, expect, it } from 'vitest';
import { judgeCompressed } from '../src/compressed/judge.js';
import { runCompressed } from '../src/compressed/run.js';
import { EVENING_MS } from '../src/evening.js';
import { findingsTable } from '../src/finding.js';
import { judgeReal } from '../src/real/judge.js';
import { runReal } from '../src/real/run.js';

const PATIENCE_MS = 240_000;
/** A short run sees warm-up alone: only what runs away is noticed. */
const REAL = { mbPerHour: 4000 };
const COMPRESSED = { kbPerHour: 100_000 };
const WANS = Array.from({ length: 10 }, (_, index) => `wan${index + 1}`);

describe('the daemon stays within its limits', () => {
  it('for half a simulated evening', { timeout: PATIENCE_MS }, async () => {
    const samples = await runCompressed({ runMs: EVENING_MS / 2, sampleMs: 60_000 }, () => {});
    const findings = judgeCompressed(samples, 0, COMPRESSED);
    expect(
      findings.every(({ holds }) => holds),
      findingsTable(findings),
    ).toBe(true);
    expect(samples.at(-1)?.writes).toBeGreaterThan(50);
  });

  it('as a process with ten WANs, for 20 s', { timeout: PATIENCE_MS }, async () => {
    const run = { wans: WANS, runMs: 20_000, sampleMs: 1000, collectEvery: 4 };
    const findings = judgeReal(await runReal(run, () => {}), 5000, WANS.length, REAL);
    expect(
      findings.every(({ holds }) => holds),
      findingsTable(findings),
    ).toBe(true);
  });
});
