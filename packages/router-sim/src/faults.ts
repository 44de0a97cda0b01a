import type { JsonObject } from '@wanctl/core';

/** What goes wrong with a request of an authenticated user. */
export type Fault =
  /** The command runs until the fault is removed, and then normally; at the 60 s cap it is refused. */
  | { readonly kind: 'hang' }
  /** The command takes so much longer, ms. */
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** Another answer than the router's own, with the change made or not. Over SSH, `body` is what it writes; over the API, the text of its refusal. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body: JsonObject | string;
      readonly applied?: boolean;
    }
  /** The connection is reset in place of an answer, with the change made or not. */
  | { readonly kind: 'reset'; readonly applied: boolean }
  /** A captive portal answers with its login page and 200; the router never sees the request. */
  | { readonly kind: 'html' }
  /** The change is made; the connection is reset in the middle of the answer. */
  | { readonly kind: 'truncate' }
  /** No answer, and the connection stays open, as when the router's address is gone. */
  | { readonly kind: 'silent'; readonly applied: boolean }
  /** The change is made; the answer comes in pieces of so many bytes, one each `everyMs`. */
  | { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
  /** The change is made; the answer is text of that size. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The change is made; the answer is that to the service's request before, whoever sent it. */
  | { readonly kind: 'stale' };

/** Which requests a fault meets. All that is given must agree. */
export interface FaultMatch {
  /** E.g. `PATCH`; `EXEC` for a command line over SSH, `API` for a sentence of the binary API. */
  readonly method?: string;
  /** The whole path as sent, e.g. `/rest/queue/tree/*1000000`, or a pattern for path and query string. Over SSH, the line; over the API, the words but the tag, with spaces between. */
  readonly path?: string | RegExp;
  readonly user?: string;
  /** How many requests it meets; all when absent. */
  readonly times?: number;
}

/** A request as faults see it. */
export interface FaultCandidate {
  readonly method: string;
  readonly url: string;
  readonly user: string;
}

/** A fault that waits for requests, or has met some. */
export interface ArmedFault {
  readonly fault: Fault;
  /** Requests it has met. */
  readonly hits: number;
  /** Resolves when it meets its first request. */
  readonly firstHit: Promise<void>;
  /** Resolves when it has been removed. */
  readonly removed: Promise<void>;
  /** It meets no more requests, and those that hang on it go on. */
  remove(): void;
}

/** The faults that are armed; the oldest that matches is the one that happens. */
export interface Faults {
  arm(match: FaultMatch, fault: Fault): ArmedFault;
  take(candidate: FaultCandidate): ArmedFault | undefined;
}

/** No faults yet. */
export function createFaults(): Faults {
  const armed = new Map<ArmedFault, { match: FaultMatch; hit(): void }>();
  return {
    arm(match, fault) {
      let announceHit = () => {};
      let announceRemoval = () => {};
      const handle = {
        fault,
        hits: 0,
        firstHit: new Promise<void>((resolve) => {
          announceHit = resolve;
        }),
        removed: new Promise<void>((resolve) => {
          announceRemoval = resolve;
        }),
        remove() {
          armed.delete(handle);
          announceRemoval();
        },
      };
      const hit = () => {
        handle.hits += 1;
        announceHit();
      };
      armed.set(handle, { match, hit });
      return handle;
    },
    take(candidate) {
      for (const [handle, { match, hit }] of armed) {
        if (!matches(match, handle.hits, candidate)) continue;
        hit();
        return handle;
      }
      return undefined;
    },
  };
}

function matches(match: FaultMatch, hits: number, { method, url, user }: FaultCandidate): boolean {
  const { path, times = Number.POSITIVE_INFINITY } = match;
  if (hits >= times) return false;
  if (match.method !== undefined && match.method !== method) return false;
  if (match.user !== undefined && match.user !== user) return false;
  if (path instanceof RegExp) return path.test(url);
  return path === undefined || path === url.split('?')[0];
}
