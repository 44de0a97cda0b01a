import { describeProbe } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { CakeProbe, CakeProbeOptions } from '../src/index.js';
import { bench, lineOf } from './harness.js';

async function open() {
  const { clock, events, telemetry, logger, router } = bench();
  const line = lineOf('a');
  const probe = new CakeProbe(new CakeProbeOptions(), line, router, events, clock, telemetry, logger);
  return { probe, sources: Object.values(line.queues), turn: () => void clock.advance(500) };
}

describeProbe('CakeProbe', open, { describe, it, expect });
