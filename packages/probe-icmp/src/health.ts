import type { ProbeHealth } from '@wanctl/core';

/** What is known about one host. */
export interface HostState {
  readonly host: string;
  /** False while its name has no address. */
  readonly resolved: boolean;
  /** True once it has answered. */
  readonly heard: boolean;
  /** True when it has not answered lately, though it should have. */
  readonly silent: boolean;
}

/** The state of all hosts together, and which of them are silent. */
export function judge(hosts: readonly HostState[]): Pick<ProbeHealth, 'state' | 'detail'> {
  const silent = hosts.filter((host) => host.silent);
  if (silent.length === 0) {
    return { state: hosts.some(({ heard }) => heard) ? 'healthy' : 'starting', detail: '' };
  }
  return {
    state: silent.length === hosts.length ? 'collapsed' : 'reduced',
    detail: `no answer from ${silent.map(nameWithReason).join(', ')}`,
  };
}

function nameWithReason({ host, resolved }: HostState): string {
  return resolved ? host : `${host} (name not resolved)`;
}
