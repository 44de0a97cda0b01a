import type { TransportError } from './transport-error.js';

/** One router object: property names and values exactly as RouterOS gives them, all text. `.id` names it. */
export type Row = Readonly<Record<string, string>>;

/** Rows to read of one menu. */
export interface ReadRequest {
  /** Menu path without slashes at the ends, e.g. `queue/tree` or `system/resource`. */
  readonly menu: string;
  /** Only rows whose properties equal all of these. The transport compares on our side: router filters lie. */
  readonly match?: Readonly<Record<string, string>>;
  /** Wanted properties; fewer make the router's work cheaper. `.id` always comes along where there is one. */
  readonly fields?: readonly string[];
}

/** Sets properties of one existing object. */
export interface Change {
  readonly menu: string;
  /** `.id` of the object, e.g. `*1000001`. */
  readonly id: string;
  readonly set: Readonly<Record<string, string>>;
}

/**
 * What became of one change. `skipped`: it was not sent, because the connection had failed at an earlier one
 * of the same list.
 */
export type ChangeOutcome =
  | { readonly status: 'applied' }
  | { readonly status: 'failed'; readonly error: TransportError }
  | { readonly status: 'skipped' };

/** True while the caller may still change the router. */
export type MayWrite = () => boolean;

/** A named command of a menu, e.g. `{ menu: 'queue/tree', name: 'reset-counters', arguments: { '.id': '*1' } }`. */
export interface Command {
  readonly menu: string;
  readonly name: string;
  readonly arguments?: Readonly<Record<string, string>>;
}

/**
 * Typed access to one router. Calls may be made at any time and in parallel; the transport queues what the
 * router wants one after another. Every rejection is a `TransportError`.
 */
export interface Transport {
  /** Name for people, e.g. `rest https://192.0.2.1`. Never holds a secret. */
  readonly description: string;
  /** Rows of a menu; a singleton menu such as `system/resource` gives one row without `.id`. */
  read(request: ReadRequest): Promise<readonly Row[]>;
  /**
   * Applies changes in the given order, one outcome for each, and never rejects. A change that the router
   * refuses does not stop the next; a connection fault does: what had not been sent is `skipped`, what had been
   * sent along is `failed` and in doubt (`mayHaveApplied`). Where `mayWrite` is given, it is asked when a change is
   * about to go out, whatever it had to wait for before; after a no, nothing is sent and the change is `rejected`.
   */
  apply(changes: readonly Change[], mayWrite?: MayWrite): Promise<readonly ChangeOutcome[]>;
  /** Runs a command; gives the rows it answers with, if any. */
  run(command: Command): Promise<readonly Row[]>;
  /** Ends all connections. No call may follow. */
  close(): Promise<void>;
}

/** The rows whose properties equal all of `match`, compared exactly, which RouterOS' own filters do not. */
export function matchingRows(rows: readonly Row[], match: ReadRequest['match'] = {}): Row[] {
  return rows.filter((row) => Object.entries(match).every(([name, value]) => row[name] === value));
}
