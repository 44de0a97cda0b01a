import type { Check } from '../check.js';
import { type Finding, worstOf } from '../finding.js';
import { transportsOf } from '../wanted.js';

/** A fault that some versions of RouterOS have. */
interface KnownFault extends Pick<Finding, 'level' | 'why'> {
  /** First version that has it; default: all. */
  readonly since?: string;
  /** First version without it. */
  readonly fixedIn: string;
  /** Transports that it concerns; default: both. */
  readonly over?: 'rest' | 'ssh';
}

/** Changelogs and advisories; the `www` fault was measured on 7.21.5. */
const KNOWN_FAULTS: readonly KnownFault[] = [
  { fixedIn: '7.1', level: 'problem', why: 'it has no CAKE and no REST' },
  {
    fixedIn: '7.13',
    over: 'ssh',
    level: 'problem',
    why: 'its console cannot print JSON, which wanctl reads',
  },
  {
    fixedIn: '7.20.1',
    over: 'rest',
    level: 'warning',
    why: 'CVE-2025-10948: whoever may use REST can take over the router',
  },
  {
    since: '7.21',
    fixedIn: '7.22',
    over: 'rest',
    level: 'advice',
    why: 'its web server fails for seconds after aborted requests',
  },
  { fixedIn: '7.23.4', over: 'ssh', level: 'warning', why: 'a hole in its SSH service was closed later' },
  {
    since: '7.24',
    fixedIn: '7.24.2',
    over: 'ssh',
    level: 'warning',
    why: 'a hole in its SSH service was closed later',
  },
];

/** Versions that are too old or known to be bad for the transports in use. */
export const checkVersion: Check = ({ resource }, { router }) => {
  const { version = '', 'board-name': board = 'a router' } = resource?.[0] ?? {};
  const number = numberOf(version);
  if (number === null)
    return [{ level: 'advice', what: `the version "${version}" is none of RouterOS that wanctl knows` }];
  const transports = transportsOf(router);
  const faults = KNOWN_FAULTS.filter(({ since = '0.0', fixedIn, over }) => {
    const isIn = number >= (numberOf(since) ?? 0) && number < (numberOf(fixedIn) ?? 0);
    return isIn && (over === undefined || transports.includes(over));
  });
  const what = `RouterOS ${version} on ${board}`;
  if (faults.length === 0) return [{ level: 'ok', what }];
  return [
    {
      level: worstOf(faults),
      what,
      why: `${faults.map(({ why, fixedIn }) => `${why} (fixed in ${fixedIn})`).join('; ')}. This installs the newest version and reboots:`,
      commands: ['/system/package/update/install'],
    },
  ];
};

/** `7.23.7 (long-term)` as 7023007, so that versions compare as numbers; `7.24rc2` counts as 7.24. */
function numberOf(version: string): number | null {
  const [, major, minor, patch = '0'] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return major === undefined ? null : Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch);
}
