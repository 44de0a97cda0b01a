import type { ProbeHealth } from '@wanctl/core';

/** What is known about one host in service. */
export interface HostState {
  readonly host: string;
  /** False while its name has no address. */
  readonly resolved: boolean;
  /** True once it has answered. */
  readonly heard: boolean;
  /** True when it has not answered lately, though it should have. */
  readonly silent: boolean;
}

/** The state of all hosts together, and which of them are silent. `complaints` are other things that are wrong. */
export function judge(
  hosts: readonly HostState[],
  complaints: readonly string[],
): Pick<ProbeHealth, 'state' | 'detail'> {
  const silent = hosts.filter((host) => host.silent);
  const silence = silent.length === 0 ? [] : [`no answer from ${silent.map(nameWithReason).join(', ')}`];
  const faults = [...silence, ...complaints];
  return { state: stateOf(hosts, silent.length, faults.length > 0), detail: faults.join('; ') };
}

function stateOf(hosts: readonly HostState[], silent: number, isFaulty: boolean): ProbeHealth['state'] {
  if (silent === hosts.length) return 'collapsed';
  if (isFaulty) return 'reduced';
  return hosts.some(({ heard }) => heard) ? 'healthy' : 'starting';
}

function nameWithReason({ host, resolved }: HostState): string {
  return resolved ? host : `${host} (name not resolved)`;
}
