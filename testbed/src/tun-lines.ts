import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Conditions, conditionsOf, type Lines } from './lines.js';
import { system } from './sandbox.js';

/** Conditions of hosts by address, as the device is told them. */
export type HostConditions = Readonly<Record<string, Conditions>>;

const DEVICE = 'lines';

/**
 * Lines of this namespace, with so many reflectors each, probed by ICMP: a TUN device, whose other end is a process that
 * answers as it is told.
 */
export async function tunLines(wans: readonly string[], reflectors: number): Promise<Lines> {
  const device = fork(fileURLToPath(new URL('./tun-device.js', import.meta.url)), [DEVICE]);
  await once(device, 'message');
  system(`ip address add 198.18.255.1/16 dev ${DEVICE}`);
  system(`ip link set ${DEVICE} up`);
  const hostsOf = (wan: string) =>
    Array.from({ length: reflectors }, (_, index) => `198.18.${wans.indexOf(wan)}.${index + 1}`);
  const lines: Lines = {
    plugins: [],
    probeOf: (wan) => ({ kind: 'icmp', hosts: hostsOf(wan), interval_ms: 200 }),
    set: conditionsOf((wan, conditions) => {
      const told: HostConditions = Object.fromEntries(
        hostsOf(wan).map((host, index) => [
          host,
          { ...conditions, silent: index < conditions.silent ? 1 : 0 },
        ]),
      );
      device.send(told);
    }),
    close: () => void device.kill(),
  };
  for (const wan of wans) lines.set(wan, {});
  return lines;
}
