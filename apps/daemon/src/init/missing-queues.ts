import type { PerDirection } from '@wanctl/core';
import { queueTreeCommands } from '../router-setup/queue-tree.js';
import { queueTypeCommand, queueTypeName } from '../router-setup/queue-types.js';
import { askInterface } from './ask-interface.js';
import type { Session } from './meet-router.js';
import type { Preset, RateRange } from './presets.js';
import type { RouterView } from './router-view.js';

/** The queues that a WAN needs. */
export interface NeededQueues {
  readonly wanName: string;
  readonly queues: PerDirection<string>;
  readonly isFurtherWan: boolean;
  /** The limits to begin with are the highest rates. */
  readonly ranges: PerDirection<RateRange>;
}

/** Shows the commands that make what the router lacks of a WAN's queues and their types; asks for its interfaces. */
export async function helpWithMissing(
  { ask, flags, tell }: Session,
  view: RouterView,
  { wanName, queues, isFurtherWan, ranges }: NeededQueues,
  preset: () => Promise<Preset>,
): Promise<void> {
  const missing = (['download', 'upload'] as const).filter((direction) =>
    view.queues.every(({ name }) => name !== queues[direction]),
  );
  if (missing.length === 0) return;
  const { framing } = await preset();
  const wanInterface = await askInterface(ask, flags, 'interface', view);
  const lanInterface = await askInterface(ask, flags, 'lan-interface', view);
  const commands = missing.flatMap((direction) => [
    ...(view.queueTypes.includes(queueTypeName(wanName, direction))
      ? []
      : [queueTypeCommand(wanName, direction, framing)]),
    ...queueTreeCommands({
      wanName,
      direction,
      queue: queues[direction],
      wanInterface,
      lanInterface,
      limitMbps: ranges[direction].ceilingMbps,
      isFurtherWan,
    }),
  ]);
  tell(`\nThe router has no such queues yet. Paste this into its terminal:\n\n${commands.join('\n')}\n`);
  await ask.person?.confirm('Pasted?', true);
}
