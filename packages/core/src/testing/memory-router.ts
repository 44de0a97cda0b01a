import { notAllowed } from '../router/fence-transport.js';
import {
  type Change,
  type ChangeOutcome,
  type Command,
  type MayWrite,
  matchingRows,
  type ReadRequest,
  type Row,
  type Transport,
} from '../transport.js';
import { isConnectionFault, TransportError, type TransportErrorKind } from '../transport-error.js';

/** What happens to the next calls: a fault for as long as it is set, before or after the change took effect. */
export interface RouterFault {
  readonly kind: TransportErrorKind;
  /** The change is carried out all the same, as when only the answer is lost. */
  readonly applies?: boolean;
}

/** A router in memory behind the Transport contract, for tests of whatever sits on top of a transport. */
export class MemoryRouter implements Transport {
  readonly description = 'memory router';
  /** Rows by menu; tests may change them at any time, as an administrator would. */
  readonly menus: Record<string, Record<string, string>[]>;
  /** Every call in order, e.g. `read queue/tree`, `set *1 max-limit=1000`. */
  readonly calls: string[] = [];
  fault: RouterFault | null = null;
  /** Set to make calls wait: they go on when the returned promise resolves. */
  gate: (() => Promise<void>) | null = null;

  constructor(menus: Record<string, Record<string, string>[]>) {
    this.menus = menus;
  }

  async read({ menu, match, fields }: ReadRequest): Promise<readonly Row[]> {
    this.calls.push(`read ${menu}`);
    await this.gate?.();
    if (this.fault) throw this.#error(this.fault);
    return matchingRows(this.#rows(menu), match).map((row) => pick(row, fields));
  }

  async apply(
    changes: readonly Change[],
    mayWrite: MayWrite = () => true,
  ): Promise<readonly ChangeOutcome[]> {
    const outcomes: ChangeOutcome[] = [];
    let isConnected = true;
    for (const change of changes) {
      const outcome: ChangeOutcome = isConnected
        ? await this.#applyOne(change, mayWrite)
        : { status: 'skipped' };
      if (outcome.status === 'failed' && isConnectionFault(outcome.error.kind)) isConnected = false;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async run({ menu, name }: Command): Promise<readonly Row[]> {
    this.calls.push(`run ${menu} ${name}`);
    if (this.fault) throw this.#error(this.fault);
    return [];
  }

  async close(): Promise<void> {
    this.fault = { kind: 'unreachable' };
  }

  async #applyOne({ menu, id, set }: Change, mayWrite: MayWrite): Promise<ChangeOutcome> {
    const properties = Object.entries(set).map(([key, value]) => `${key}=${value}`);
    this.calls.push(`set ${id} ${properties.join(' ')}`);
    await this.gate?.();
    if (!mayWrite()) return { status: 'failed', error: notAllowed() };
    const rows = this.#rows(menu);
    const row = rows.find((candidate) => candidate['.id'] === id);
    if (
      row &&
      rows.some((other) => other !== row && other['name'] !== undefined && other['name'] === set['name'])
    ) {
      return { status: 'failed', error: new TransportError('rejected', 'already have such name') };
    }
    if (row && (this.fault === null || this.fault.applies)) Object.assign(row, set);
    if (this.fault) return { status: 'failed', error: this.#error(this.fault, this.fault.applies) };
    if (!row) return { status: 'failed', error: new TransportError('not-found', `no such item ${id}`) };
    return { status: 'applied' };
  }

  #rows(menu: string): Record<string, string>[] {
    return this.menus[menu] ?? [];
  }

  #error({ kind }: RouterFault, mayHaveApplied = false): TransportError {
    return new TransportError(kind, `injected ${kind}`, { mayHaveApplied });
  }
}

function pick(row: Row, fields: readonly string[] | undefined): Row {
  if (!fields) return { ...row };
  return Object.fromEntries(Object.entries(row).filter(([key]) => key === '.id' || fields.includes(key)));
}
