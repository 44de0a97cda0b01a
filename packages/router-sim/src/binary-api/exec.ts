import type { Clock } from '@wanctl/core';
import { type Router, staysUp } from '../device/router.js';
import { extraMs, reachesRouter } from '../fault-effects.js';
import type { Fault, Faults } from '../faults.js';
import { occupy } from '../occupy.js';
import type { RequestRecord } from '../request-log.js';
import { runsForever } from '../rest/dispatch.js';
import type { SimUser } from '../users.js';
import { answerTo, asPost, DONE, INTERRUPTED, trap } from './answer.js';
import type { ApiRequest } from './request.js';
import { encodeSentence, type Sentence } from './sentence.js';

/** What a command needs to be run. */
export interface ExecContext {
  readonly router: Router;
  readonly users: ReadonlyMap<string, SimUser>;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Service time of the next command, ms. */
  readonly serviceMs: () => number;
  readonly onRequest: (record: RequestRecord) => void;
}

/** What the client is to get, and how. */
export interface Outcome {
  readonly bytes: Buffer;
  readonly fault: Fault | undefined;
}

/** Runs one command of a user, until it is done or cancelled; null when the router goes down meanwhile. */
export type Exec = (userName: string, request: ApiRequest, cancelled: AbortSignal) => Promise<Outcome | null>;

/** What runs the commands of a router. */
export function createExec({ router, users, clock, faults, serviceMs, onRequest }: ExecContext): Exec {
  let previous = encodeSentence(DONE);
  return async (userName, request, cancelled) => {
    const arrivedMs = clock.now();
    const { bootedMs } = router;
    const armed = faults.take({ method: 'API', url: request.line, user: userName });
    const fault = armed?.fault;
    const durationMs = runsForever(asPost(request)) ? Number.POSITIVE_INFINITY : serviceMs() + extraMs(fault);
    const ends = fault?.kind === 'hang' && armed ? [aborted(cancelled), armed.removed] : [aborted(cancelled)];
    await occupy(clock, cancelled.aborted ? 0 : durationMs, Promise.race(ends));
    if (!staysUp(router, bootedMs)) return null;
    const answer = () => answerTo(router, users.get(userName)?.policies ?? [], request);
    const sentences = cancelled.aborted ? INTERRUPTED : reachesRouter(fault) ? answer() : [DONE];
    const failed = sentences.some(([word]) => word === '!trap');
    const status = fault?.kind === 'reset' || fault?.kind === 'silent' ? null : Number(failed);
    onRequest({ method: 'API', path: request.line, status, tookMs: clock.now() - arrivedMs });
    const bytes = spoil(fault, sentences, request.tag, previous);
    previous = bytes;
    return { bytes, fault };
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** What the client gets to read when the fault happens to it. */
function spoil(
  fault: Fault | undefined,
  sentences: readonly Sentence[],
  tag: string | undefined,
  previous: Buffer,
): Buffer {
  switch (fault?.kind) {
    case 'html':
      return Buffer.from('HTTP/1.1 200 OK\r\n\r\n<!DOCTYPE html><title>Log in to the network</title>');
    case 'status':
      return tagged(
        [trap(typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body)), DONE],
        tag,
      );
    case 'huge':
      return tagged([['!re', `=comment=${'x'.repeat(fault.bytes)}`], DONE], tag);
    case 'stale':
      return previous;
    default:
      return tagged(sentences, tag);
  }
}

/** Sentences with the tag of the request that they answer. */
export function tagged(sentences: readonly Sentence[], tag: string | undefined): Buffer {
  const words = tag === undefined ? [] : [`.tag=${tag}`];
  return Buffer.concat(sentences.map((sentence) => encodeSentence([...sentence, ...words])));
}
