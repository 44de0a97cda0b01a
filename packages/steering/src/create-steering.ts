import {
  type Clock,
  type Events,
  type Logger,
  type Probe,
  RuleSwitch,
  StateKeeper,
  type StateStore,
  type Telemetry,
  type Transport,
} from '@wanctl/core';
import { SteeringAssessor } from './law/steering-assessor.js';
import type { SteeringLawOptions } from './law/steering-options.js';
import { DryRunRule } from './loop/dry-run-rule.js';
import { Rules } from './loop/rules.js';
import { SteeringLog } from './loop/steering-log.js';
import { SteeringLoop } from './loop/steering-loop.js';
import { SteeringSignals } from './signals/steering-signals.js';
import type { WanSource } from './signals/wan-source.js';

/** One steering, as configured. */
export interface SteeringSettings extends Omit<SteeringLawOptions, 'alternates'> {
  /** Tag of its events, and name of its document in the state store. */
  readonly name: string;
  /** WANs that may take over, the preferred first. */
  readonly alternates: readonly AlternateSettings[];
  /** Name of the primary's download queue. */
  readonly primaryQueue: string;
  /** Decide and log, but neither ask nor change the router. */
  readonly dryRun: boolean;
}

/** A WAN that may take over. */
export interface AlternateSettings {
  readonly wan: string;
  /** The whole comment of the mangle rule that sends new connections there. */
  readonly ruleComment: string;
}

/** What a steering needs of its surroundings. */
export interface SteeringHost {
  readonly transport: Transport;
  readonly store: StateStore;
  /** Where a WAN's own loop is heard of. */
  readonly sourceOf: (wan: string) => WanSource;
  /** Measure over the primary what its loop cannot be heard of; none where it runs in this process. */
  readonly probes: readonly Probe[];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly telemetry: Telemetry;
}

/** A steering loop, wired and not yet started. */
export function createSteering(settings: SteeringSettings, host: SteeringHost): SteeringLoop {
  const { name, primaryWan, intervalMs } = settings;
  const { store, clock, logger, events, telemetry } = host;
  const options = { ...settings, alternates: settings.alternates.map(({ wan }) => wan) };
  const signals = new SteeringSignals({
    primary: host.sourceOf(primaryWan),
    alternates: settings.alternates.map(({ wan }) => ({ wan, source: host.sourceOf(wan) })),
    probes: host.probes,
    queue: settings.judge === 'delay' ? null : settings.primaryQueue,
    intervalMs,
    logger,
  });
  return new SteeringLoop({
    ...{ name, primaryWan, intervalMs, signals, clock, logger, events, telemetry },
    law: new SteeringAssessor(options),
    rules: new Rules(
      settings.alternates.map(({ wan, ruleComment }) => ({ wan, rule: ruleOf(ruleComment, settings, host) })),
      clock,
    ),
    keeper: new StateKeeper(store, name, clock, logger, telemetry),
    log: new SteeringLog(options, clock, logger),
  });
}

function ruleOf(comment: string, { dryRun }: SteeringSettings, host: SteeringHost): RuleSwitch | DryRunRule {
  const { transport, clock, logger, telemetry } = host;
  return dryRun
    ? new DryRunRule(comment, logger)
    : new RuleSwitch({ comment, transport, clock, logger, telemetry });
}
