import type { Clock } from '@wanctl/core';
import type { ServerChannel } from 'ssh2';
import { type CliOutput, runLine } from '../cli/run.js';
import { type Router, staysUp } from '../device/router.js';
import { extraMs, reachesRouter, writeOut } from '../fault-effects.js';
import type { Fault, Faults } from '../faults.js';
import { occupy } from '../occupy.js';
import type { RequestRecord } from '../request-log.js';
import type { SimUser } from '../users.js';

/** What a command line needs to be run. */
export interface ExecContext {
  readonly router: Router;
  readonly users: ReadonlyMap<string, SimUser>;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Service time of the next command line, ms. */
  readonly serviceMs: () => number;
  /** Exit status after an error that the console tells on stdout. */
  readonly exitCodeOnError: 0 | 1;
  readonly onRequest: (record: RequestRecord) => void;
}

/** Runs one command line of a user and ends its channel; `reset` cuts the connection. */
export type Exec = (
  userName: string,
  line: string,
  channel: ServerChannel,
  reset: () => void,
) => Promise<void>;

/** What runs the command lines of a router. */
export function createExec(context: ExecContext): Exec {
  const { clock, faults, router, users, onRequest } = context;
  let previous = '';
  return async (userName, line, channel, reset) => {
    const arrivedMs = clock.now();
    const { bootedMs } = router;
    const armed = faults.take({ method: 'EXEC', url: line, user: userName });
    const fault = armed?.fault;
    const released = fault?.kind === 'hang' ? armed?.removed : undefined;
    await occupy(clock, context.serviceMs() + extraMs(fault), released);
    if (!staysUp(router, bootedMs)) return;
    const policies = users.get(userName)?.policies ?? [];
    const output = reachesRouter(fault) ? runLine(router, policies, line) : { text: '', failed: false };
    const status = fault?.kind === 'reset' || fault?.kind === 'silent' ? null : Number(output.failed);
    onRequest({ method: 'EXEC', path: line, status, tookMs: clock.now() - arrivedMs });
    const text = spoil(output.text, fault, previous);
    previous = text;
    await send(context, { text, failed: output.failed }, fault, channel, reset);
  };
}

/** What the client gets to read when the fault happens to it. */
function spoil(text: string, fault: Fault | undefined, previous: string): string {
  if (fault?.kind === 'status') return `${fault.body}\r\n`;
  if (fault?.kind === 'huge') return `${'x'.repeat(fault.bytes)}\r\n`;
  return fault?.kind === 'stale' ? previous : text;
}

async function send(
  { clock, exitCodeOnError }: ExecContext,
  { text, failed }: CliOutput,
  fault: Fault | undefined,
  channel: ServerChannel,
  reset: () => void,
): Promise<void> {
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'reset') {
    reset();
    return;
  }
  if (fault?.kind === 'truncate') {
    channel.write(text.slice(0, text.length / 2), reset);
    return;
  }
  await writeOut(clock, fault, text, (piece) => channel.write(piece));
  channel.exit(failed ? exitCodeOnError : 0);
  channel.end();
}
