import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { adaptive, LINE } from './scenes.js';

describe.each([50, 200, 2000])('every %i ms', (intervalMs) => {
  const line = { ...LINE, intervalMs };
  describeWanAssessor('AdaptiveAssessor', () => ({ assessor: adaptive({}, line), line }), {
    describe,
    it,
    expect,
  });
});
