import type { AlternateHealth } from './observation.js';

/** Why no connections should go there now, for people; null: nothing is known against it. */
export function complaintAbout(alternate: AlternateHealth): string | null {
  if (alternate.rule === 'missing') return 'has no rule on the router';
  if (alternate.rule === 'ambiguous') return 'has several rules on the router';
  return sufferingOf(alternate);
}

/** What the line itself suffers from; a WAN that nothing is known of does not suffer. */
export function sufferingOf({ measurement, zone }: Omit<AlternateHealth, 'rule' | 'wan'>): string | null {
  if (measurement === 'collapsed') return 'answers no probe';
  return zone === 'RED' || zone === 'SOFT_RED' ? `is ${zone} too` : null;
}

/** The first of the others that nothing speaks against. */
export function firstFit(
  alternates: readonly AlternateHealth[],
  except: string | null,
): AlternateHealth | undefined {
  return alternates.find((alternate) => alternate.wan !== except && complaintAbout(alternate) === null);
}
