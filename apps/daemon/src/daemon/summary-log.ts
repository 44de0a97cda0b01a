import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import type { CancelTimer, Clock, Logger, StageFigures, Telemetry } from '@wanctl/core';

/** How often the figures are logged and a period of telemetry ends, ms. */
const PERIOD_MS = 600_000;
/** How often the event loop's lateness is sampled, ms; Node counts it into the figure. */
const LOOP_SAMPLING_MS = 20;

/** One WAN's figures and where they are logged. */
export interface Summarised {
  readonly telemetry: Telemetry;
  readonly logger: Logger;
}

/** Logs every ten minutes what each WAN and the process have done. The returned function ends it. */
export function startSummaries(wans: readonly Summarised[], clock: Clock): CancelTimer {
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_SAMPLING_MS });
  loopDelay.enable();
  let cancel: CancelTimer = () => {};
  let cpu = process.cpuUsage();
  const summarise = () => {
    const { user, system } = process.cpuUsage(cpu);
    cpu = process.cpuUsage();
    const processText = describeProcess((user + system) / 1000 / PERIOD_MS, loopDelay);
    loopDelay.reset();
    for (const { telemetry, logger } of wans) {
      telemetry.turnOver();
      logger.info(`last 10 min: ${[...describeWan(telemetry), processText].join('; ')}`);
    }
    cancel = clock.schedule(summarise, PERIOD_MS);
  };
  cancel = clock.schedule(summarise, PERIOD_MS);
  return () => {
    cancel();
    loopDelay.disable();
  };
}

/** E.g. `300 ticks (p50 0.05, p95 0.1, p99 0.2, max 1.3 ms)`, then what is counted since the start. */
function describeWan(telemetry: Telemetry): string[] {
  const { recent, counters } = telemetry.snapshot();
  const stages = Object.entries(recent).map(([stage, figures]) => describeStage(stage, figures));
  const counts = Object.entries(counters).map(([name, count]) => `${name} ${count}`);
  return counts.length > 0 ? [...stages, `since the start: ${counts.join(', ')}`] : stages;
}

function describeStage(stage: string, { count, p50, p95, p99, max }: StageFigures): string {
  const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
  return `${count} x ${stage} (p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)}, max ${ms(max)} ms)`;
}

function describeProcess(cpuShare: number, loopDelay: IntervalHistogram): string {
  const rssMb = process.memoryUsage.rss() / 1048576;
  const delayMs = Math.max(0, loopDelay.percentile(99) / 1e6 - LOOP_SAMPLING_MS);
  return `process: CPU ${(cpuShare * 100).toFixed(1)} %, RSS ${rssMb.toFixed(0)} MB, event loop late by ${delayMs.toFixed(1)} ms at p99`;
}
