import type { Direction, PerDirection } from '@wanctl/core';
import { queueTypeName } from '../router-setup/queue-types.js';
import type { Ask, Question } from './ask.js';
import type { InitFlags } from './flags.js';
import { likelyQueue, type QueueView } from './router-view.js';

/** Names that a configuration file can have. */
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** A choice that is no name of a queue. */
const NEW_QUEUE = '';

/** Checks the name of a WAN or queue. */
export function checkName(text: string): string | undefined {
  return NAME.test(text) ? undefined : 'must be 1 to 64 letters, digits, "_", "." or "-"';
}

/** Which queues of the router are the WAN's; those of `before` unless told otherwise, and names for what is missing. */
export async function askQueues(
  ask: Ask,
  flags: InitFlags,
  wanName: string,
  queues: readonly QueueView[],
  before: PerDirection<string> | undefined,
): Promise<PerDirection<string>> {
  const one = (direction: Direction, given: string | undefined) => {
    const likely = before?.[direction] ?? likelyQueue(queues, queueTypeName(wanName, direction), direction);
    const flag = `${direction}-queue`;
    const message = `Which queue of the router limits the ${direction}?`;
    return askQueue(ask, { flag, given, message, initial: likely, check: checkName }, queues, {
      fresh: `WAN-${direction === 'download' ? 'Download' : 'Upload'}-${wanName}`,
    });
  };
  return {
    download: await one('download', flags.downloadQueue),
    upload: await one('upload', flags.uploadQueue),
  };
}

async function askQueue(
  ask: Ask,
  question: Question,
  queues: readonly QueueView[],
  { fresh }: { fresh: string },
): Promise<string> {
  const usable = queues.filter(({ name }) => NAME.test(name));
  if (!ask.person || question.given !== undefined || usable.length === 0) {
    const given = question.given ?? question.initial ?? fresh;
    return ask.text({ ...question, given });
  }
  const options = usable.map(({ name, type, limitMbps }) => ({
    value: name,
    label: `${name} (${type}, ${limitMbps > 0 ? `${limitMbps} Mbit/s` : 'unlimited'})`,
  }));
  const none = { value: NEW_QUEUE, label: `none of them: make ${fresh}` };
  const initial = usable.some(({ name }) => name === question.initial) ? question.initial : NEW_QUEUE;
  return (await ask.choice({ ...question, initial, options: [...options, none] })) || fresh;
}
