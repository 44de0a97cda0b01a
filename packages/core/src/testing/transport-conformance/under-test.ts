import type { Row, Transport } from '../../transport.js';

/**
 * What goes wrong with every call from now on. `login-refused`: user or password. `read-only`: the user may not
 * change anything. `silence`: the router takes calls and never answers. `disconnect`: the connection ends in
 * place of the work. `answer-lost`: it ends after the work. `nonsense`: the answer is not RouterOS's, nothing done.
 */
export type TransportFault =
  | 'login-refused'
  | 'read-only'
  | 'silence'
  | 'disconnect'
  | 'answer-lost'
  | 'nonsense';

/**
 * What a transport, or the router that it is tested with, has not: a fault that cannot be made; `commands`;
 * `value-checks`: the router refuses values that make no sense; `menu-checks`: it refuses unknown menus;
 * `one-by-one`: a change is sent when the one before it is done, so that a connection fault leaves only one in doubt.
 */
export type TransportLack = TransportFault | 'commands' | 'value-checks' | 'menu-checks' | 'one-by-one';

/** The router behind a transport, seen and changed past the transport, as at its console. */
export interface RouterUnderTest {
  /** All rows of a menu, in the router's order; one row for a singleton. */
  rows(menu: string): readonly Row[];
  /** Sets properties of one object, as an administrator would. */
  set(menu: string, id: string, fields: Readonly<Record<string, string>>): void;
  /**
   * Begins a fault; null ends it and any pause that the transport makes after it. When a call meets `silence`, let
   * the transport's deadline pass, e.g. by moving its clock.
   */
  fault(fault: TransportFault | null): void | Promise<void>;
}

/** A transport and the router that it talks to. */
export interface TransportUnderTest {
  readonly transport: Transport;
  readonly router: RouterUnderTest;
  /** Ends both; the transport may have been closed already. */
  close(): Promise<void>;
}

/** What a third party gives to have its transport tested. */
export interface TransportConformance {
  /** A new transport to a new router with these rows, and no others, in `queue/tree`; `.id`s are the router's. */
  open(queues: readonly Row[]): Promise<TransportUnderTest>;
  /** Texts that nobody may ever see: the password and what it is encoded to. */
  readonly secrets: readonly string[];
  readonly lacks?: readonly TransportLack[];
}

/** The few things that the suite needs of a test runner; those of vitest and jest fit as they are. */
export interface TestRunner {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>): void;
  expect(actual: unknown): { toEqual(expected: unknown): void };
}

/** What every group of tests works with. */
export interface Suite extends TransportConformance, Pick<TestRunner, 'expect'> {
  /** Defines a test with a transport and a router of its own. */
  test(name: string, body: (bench: TransportUnderTest) => Promise<void>): void;
  /** True unless the transport lacks it. */
  has(what: TransportLack): boolean;
}
