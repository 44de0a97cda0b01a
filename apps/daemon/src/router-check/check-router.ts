import { asTransportError, type Clock, type Transport } from '@wanctl/core';
import { checkMenus } from './check-menus.js';
import type { Finding } from './finding.js';
import { takeSnapshot } from './snapshot.js';
import type { Wanted } from './wanted.js';
import { tryWay } from './way.js';
import { type OpenRouter, withRouter } from './with-router.js';
import { probeWrites } from './write-wear.js';

/** What has been found about one router. */
export interface RouterReport {
  readonly wanted: Wanted;
  readonly findings: readonly Finding[];
}

/** How to check. */
export interface CheckWishes {
  /** Also make harmless writes and count what they cost the flash. */
  readonly wear: boolean;
  readonly clock: Clock;
}

/** Checks a router by each transport that the files name, and its menus by the first that works. */
export async function checkRouter(wanted: Wanted, wishes: CheckWishes): Promise<RouterReport> {
  return withRouter(wanted, async ({ transports, strangers }) => {
    const ways = [];
    for (const transport of transports) ways.push({ transport, ...(await tryWay(transport, wishes.clock)) });
    const working = ways.find(({ works }) => works)?.transport;
    const findings = ways.flatMap((way) => way.findings);
    const inside = working ? await lookInside(working, wanted, wishes) : [];
    return { wanted, findings: [...findings, ...strangersOf(strangers, wanted), ...inside] };
  });
}

function strangersOf(strangers: OpenRouter['strangers'], { files }: Wanted): readonly Finding[] {
  if (strangers.size === 0) return [];
  const pin = `wanctl pin --config ${files.map(({ file }) => file).join(' ')}`;
  return [
    {
      level: 'advice',
      what: `nobody has pinned ${[...strangers].join(' and ')} yet`,
      why: `the daemon will trust whom it meets first; if this is your router: ${pin}`,
    },
  ];
}

async function lookInside(
  transport: Transport,
  wanted: Wanted,
  { wear, clock }: CheckWishes,
): Promise<readonly Finding[]> {
  try {
    const router = await takeSnapshot(transport, clock);
    return [...checkMenus(router, wanted), ...(wear ? await probeWrites(transport, router, wanted) : [])];
  } catch (error) {
    return [{ level: 'problem', what: asTransportError(error).message, why: 'the rest was not checked' }];
  }
}
