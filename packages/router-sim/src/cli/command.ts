import type { MenuPath } from '../device/router.js';

/** The operators that are known. */
export type Operator = '=' | '!=' | '>' | '&&';

/** A value as written. A quoted `*1A` is text, a bare one an `.id`. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'result'; readonly of: Command }
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'operation';
      readonly left: Expression;
      readonly operator: Operator;
      readonly right: Expression;
    }
  | { readonly kind: 'block'; readonly commands: readonly Command[] };

/** What follows `where`. */
export type Condition =
  | {
      readonly kind: 'compare';
      readonly property: string;
      readonly operator: '=' | '!=' | '<' | '>' | '<=' | '>=' | '~';
      readonly operand: Expression;
    }
  | { readonly kind: 'set'; readonly property: string }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

/** One command, understood. */
export interface Command {
  /** Absent for the commands of the language itself. */
  readonly menu?: MenuPath;
  /** E.g. `print`, or `:put` of the language. */
  readonly name: string;
  /** Arguments by name, those without a name in writing included. */
  readonly arguments: ReadonlyMap<string, Expression>;
  /** Arguments without a value, such as `as-value`. */
  readonly flags: ReadonlySet<string>;
  readonly where?: Condition;
}
