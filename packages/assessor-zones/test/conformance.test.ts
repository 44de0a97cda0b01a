import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { ZonesAssessor } from '../src/index.js';
import { FILE, lineOf, optionsOf } from './wan-file.js';

describe.each([50, 1000, 2000])('every %i ms', (intervalMs) => {
  const line = lineOf(FILE, intervalMs);
  describeWanAssessor('ZonesAssessor', () => ({ assessor: new ZonesAssessor(optionsOf(FILE), line), line }), {
    describe,
    it,
    expect,
  });
});
