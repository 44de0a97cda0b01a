import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { adaptive, LINE } from './scenes.js';

/** The suite runs many turns, which takes as long as the machine is busy. */
vi.setConfig({ testTimeout: 60_000 });

describe.each([50, 200, 2000])('every %i ms', (intervalMs) => {
  const line = { ...LINE, intervalMs };
  describeWanAssessor('AdaptiveAssessor', () => ({ assessor: adaptive({}, line), line }), {
    describe,
    it,
    expect,
  });
});
