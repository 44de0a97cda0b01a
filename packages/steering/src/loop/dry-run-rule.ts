import type { Faults, Logger, RuleState } from '@wanctl/core';

/** A rule that is only imagined: the router is neither asked nor changed, the log tells what would be done. */
export class DryRunRule {
  readonly behind = false;
  seen: RuleState = 'disabled';

  constructor(
    private readonly comment: string,
    private readonly logger: Logger,
  ) {}

  want(enabled: boolean): void {
    this.seen = enabled ? 'enabled' : 'disabled';
    this.logger.info(`dry run: would ${enabled ? 'enable' : 'disable'} rule "${this.comment}"`);
  }

  async look(): Promise<RuleState> {
    return this.seen;
  }

  async settled(): Promise<void> {}

  faults(): Faults {
    return { failures: 0, sinceMs: 0, last: null };
  }
}
