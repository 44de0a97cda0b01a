import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ManualClock } from '@wanctl/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWanLink, type Reflector, type WanLink } from '../../src/index.js';
import { openReflector } from '../../src/link/reflectors.js';

const closing: { close(): unknown }[] = [];
afterEach(async () => {
  for (const open of closing.splice(0)) await open.close();
});

async function openBoth() {
  const clock = new ManualClock();
  const link = createWanLink({ download: { capacityBps: 1e6 }, upload: { capacityBps: 1e6 } });
  const reflector = await openReflector(link, { clock, up: true }, () => 0.5);
  const client = createSocket('udp4');
  closing.push(client, reflector);
  return { clock, link, reflector, client };
}

/** Sends a datagram and resolves when the reflector has it. */
async function send(client: Socket, reflector: Reflector, text: string): Promise<void> {
  const before = reflector.received;
  const [host, port] = reflector.target.split(':');
  client.send(text, Number(port), host);
  await vi.waitFor(() => expect(reflector.received).toBe(before + 1), { interval: 1, timeout: 10_000 });
}

describe('a reflector', () => {
  it('returns a datagram unchanged after the round trip of the moment it came', async () => {
    const { clock, link, reflector, client } = await openBoth();
    await send(client, reflector, 'slow');
    link.baseRttMs = 5;
    await send(client, reflector, 'fast');
    const fast = once(client, 'message');
    await clock.advance(5);
    expect(String((await fast)[0])).toBe('fast');
    const slow = once(client, 'message');
    await clock.advance(15);
    expect(String((await slow)[0])).toBe('slow');
  });

  it.each<
    [string, (reflector: Reflector, link: WanLink) => void, (reflector: Reflector, link: WanLink) => void]
  >([
    [
      'is muted',
      (reflector) => Object.assign(reflector, { muted: true }),
      (reflector) => Object.assign(reflector, { muted: false }),
    ],
    [
      'loses it',
      (reflector) => Object.assign(reflector, { lossProbability: 0.6 }),
      (reflector) => Object.assign(reflector, { lossProbability: 0.4 }),
    ],
    [
      'is cut off',
      (_, { upload }) => Object.assign(upload, { capacityBps: 0 }),
      (_, { upload }) => Object.assign(upload, { capacityBps: 1e6 }),
    ],
  ])('returns nothing while it %s', async (_case, spoil, mend) => {
    const { clock, link, reflector, client } = await openBoth();
    const schedule = vi.spyOn(clock, 'schedule');
    spoil(reflector, link);
    await send(client, reflector, 'first');
    mend(reflector, link);
    await send(client, reflector, 'second');
    const reply = once(client, 'message');
    await clock.advance(20);
    expect(String((await reply)[0])).toBe('second');
    expect(schedule).toHaveBeenCalledTimes(1);
  });
});
