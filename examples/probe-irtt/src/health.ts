import type { ProbeHealth } from '@wanctl/core';
import type { ServerState } from './server.js';

/** The state of all servers together, which of them are silent, and which do not tell the ways apart. */
export function judge(servers: readonly ServerState[]): ProbeHealth {
  const silent = servers.filter(({ isSilent }) => isSilent);
  const bothWays = servers.filter(({ isHeard, isOneWay }) => isHeard && !isOneWay).map(({ name }) => name);
  return {
    state: stateOf(servers, silent.length),
    engine: bothWays.length === 0 ? 'irtt' : `irtt, no one-way delays of ${bothWays.join(', ')}`,
    detail: silent.length === 0 ? '' : `no answer from ${silent.map(nameWithProblem).join(', ')}`,
  };
}

function stateOf(servers: readonly ServerState[], silent: number): ProbeHealth['state'] {
  if (silent > 0) return silent === servers.length ? 'collapsed' : 'reduced';
  return servers.some(({ isHeard }) => isHeard) ? 'healthy' : 'starting';
}

function nameWithProblem({ name, problem }: ServerState): string {
  return problem === '' ? name : `${name} (${problem})`;
}
