import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import koffi from 'koffi';
import { onTestFinished } from 'vitest';
import { unixAddress } from '../../src/service/notify.js';

/** Stands for systemd: a Unix datagram socket, and what has come in. */
export interface NotifyListener {
  /** What to put in `NOTIFY_SOCKET`. */
  readonly path: string;
  readonly states: readonly string[];
  /** Resolves when so many of that state have come. */
  until(state: string, count?: number): Promise<void>;
}

/** Listens until the test ends; on an abstract name or on a path. */
export async function listenForStates(isAbstract = false): Promise<NotifyListener> {
  const place = join(await mkdtemp(join(tmpdir(), 'wanctl-notify-')), 'notify');
  const path = isAbstract ? `@${place}` : place;
  const libc = koffi.load(null);
  const address = unixAddress(path);
  const fd = libc.func('int socket(int, int, int)')(1, 2, 0);
  libc.func('int bind(int, const void *, uint32_t)')(fd, address, address.length);
  const recv = libc.func('intptr_t recv(int, void *, size_t, int)');
  const states: string[] = [];
  let tell = () => {};
  const handle = koffi.node.poll(fd, { readable: true }, () => {
    const data = Buffer.alloc(4096);
    states.push(data.toString('utf8', 0, Number(recv(fd, data, data.length, 0))));
    tell();
  });
  onTestFinished(() => handle.close());
  return {
    path,
    states,
    until: (state, count = 1) =>
      new Promise((resolve) => {
        tell = () => {
          if (states.filter((one) => one === state).length >= count) resolve();
        };
        tell();
      }),
  };
}
