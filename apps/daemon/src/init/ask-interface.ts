import type { Ask } from './ask.js';
import type { InitFlags } from './flags.js';
import type { RouterView } from './router-view.js';

/** An interface of the router: to the internet, or to the home, which is its bridge where nobody says otherwise. */
export function askInterface(
  ask: Ask,
  flags: InitFlags,
  flag: 'interface' | 'lan-interface',
  { interfaces }: RouterView,
): Promise<string> {
  const isWan = flag === 'interface';
  const likely = interfaces.find(({ type }) => (type === 'bridge') !== isWan)?.name;
  return ask.choice({
    flag,
    given: isWan ? flags.interface : flags.lanInterface,
    message: isWan
      ? 'Which interface of the router leads to the internet?'
      : 'Which interface of the router leads to the home?',
    options: interfaces.map(({ name, type }) => ({ value: name, label: `${name} (${type})` })),
    ...(isWan ? { suggestion: likely } : { initial: likely }),
  });
}
