import type { Row, Transport } from '../transport.js';

/** Where mangle rules live. */
export const MANGLE_MENU = 'ip/firewall/mangle';

/** A rule as the router has it, or why there is not exactly one. */
export type FoundRule =
  | { readonly state: 'enabled' | 'disabled'; readonly id: string }
  | { readonly state: 'missing' | 'ambiguous'; readonly problem: string };

/**
 * The mangle rule with that comment. Comments are compared on our side, exactly: RouterOS' `comment~` takes them
 * for patterns, and its filters are not reliable for special characters. Rejects when the router cannot be read.
 */
export async function findRule(transport: Transport, comment: string): Promise<FoundRule> {
  const rules = await transport.read({ menu: MANGLE_MENU, fields: ['comment', 'disabled'] });
  const [rule, ...others] = rules.filter((row) => row['comment'] === comment);
  if (!rule) return { state: 'missing', problem: missing(rules, comment) };
  if (others.length > 0) {
    const count = `${others.length + 1} mangle rules with the comment "${comment}"`;
    return { state: 'ambiguous', problem: `the router has ${count}: change all but one` };
  }
  // Absent until it has been written once; what is written as `yes` reads `true`.
  const isDisabled = rule['disabled'] === 'true' || rule['disabled'] === 'yes';
  return { state: isDisabled ? 'disabled' : 'enabled', id: rule['.id'] ?? '' };
}

/** Names the rules that the original program, which took the comment for a pattern, would have toggled. */
function missing(rules: readonly Row[], comment: string): string {
  const similar = rules.flatMap((row) => (row['comment']?.includes(comment) ? [`"${row['comment']}"`] : []));
  const hint = similar.length > 0 ? `write it in full: ${similar.join(' or ')}` : 'add one';
  return `the router has no mangle rule with exactly the comment "${comment}": ${hint}`;
}
