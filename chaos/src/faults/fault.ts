import type { Random } from '../random.js';
import type { World } from '../world/world.js';

/** Ends a fault. */
export type Heal = () => void | Promise<void>;

/** Something that goes wrong. */
export interface Fault {
  /** By which a person asks for it. */
  readonly name: string;
  /** How long it lasts, ms. */
  readonly holdMs: number;
  /** The daemon itself stands still, so that its loops may miss ticks. */
  readonly stalls?: boolean;
  /** Root and namespaces are needed for it. */
  readonly needsSandbox?: boolean;
  /** Begins it; throws when what the daemon leaves behind is not in order. */
  strike(world: World, random: Random): Heal | Promise<Heal>;
}

/** For what needs no healing. */
export const nothingToHeal: Heal = () => {};
