import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { adminOf, startRedis } from '../harness.js';

/** Why no network namespaces can be made here; null when they can. */
export const WITHOUT_NAMESPACES =
  spawnSync('unshare', ['--net', 'true']).status === 0 && spawnSync('ip', ['-V']).status === 0
    ? null
    : 'network namespaces need root and iproute2';

/** A Redis in a namespace of its own, to which two daemons have a line each; alpha's can be cut, in silence. */
export async function cutOff() {
  const namespace = `wanctl-redis-${process.pid}`;
  ip('netns', 'add', namespace);
  onTestFinished(() => ip('netns', 'delete', namespace));
  const inside = ['-n', namespace];
  ip(...inside, 'link', 'set', 'lo', 'up');
  for (const [index, name] of ['alpha', 'beta'].entries()) {
    const [outer, inner] = [`wr${process.pid}${index}`, name];
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', namespace);
    ip('address', 'add', `${NETWORK}.${index * 4 + 1}/30`, 'dev', outer);
    ip(...inside, 'address', 'add', `${NETWORK}.${index * 4 + 2}/30`, 'dev', inner);
    ip('link', 'set', outer, 'up');
    ip(...inside, 'link', 'set', inner, 'up');
  }
  const { url } = await startRedis('0.0.0.0', ['ip', 'netns', 'exec', namespace]);
  const { port } = new URL(url);
  const urlOf = (name: string) => `redis://${NETWORK}.${name === 'alpha' ? 2 : 6}:${port}`;
  await adminOf(urlOf('beta'), 'fibre');
  return {
    urlOf,
    cut: () => ip(...inside, 'link', 'set', 'alpha', 'down'),
    heal: () => ip(...inside, 'link', 'set', 'alpha', 'up'),
  };
}

/** Reserved for tests of networks (RFC 2544). */
const NETWORK = '198.18.77';

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}
