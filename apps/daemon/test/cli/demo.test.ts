import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { wanctl, wanctlEnd } from './harness.js';

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('wanctl-demo-'));

describe('wanctl demo', { timeout: 60_000 }, () => {
  it('shows the line choke and the daemon cut, and leaves nothing behind', async () => {
    const before = leftovers();
    const { status, out, err } = await wanctlEnd('demo', '--for', '8s');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const limits = [...out.matchAll(/limit +(\d+) Mbit\/s/g)].map(([, mbps]) => Number(mbps));
    expect(Math.max(...limits)).toBe(100);
    expect(Math.min(...limits.slice(-20))).toBeLessThan(60);
    expect(out).toMatch(/The daemon wrote \d+ limits to the router/);
    expect(leftovers()).toEqual(before);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends on %s and leaves nothing behind', async (signal) => {
    const before = leftovers();
    const cli = wanctl('demo');
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!cli.stdout().includes('delay')) return;
        clearInterval(look);
        resolve();
      }, 20);
    });
    cli.kill(signal);
    expect(await cli.exited).toBe(0);
    expect(leftovers()).toEqual(before);
  });
});
