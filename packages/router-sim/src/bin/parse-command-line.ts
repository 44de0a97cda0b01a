import { parseArgs } from 'node:util';
import { messageOf, oneLine } from '@wanctl/core';
import { LATENCY_PRESETS } from '../latency.js';
import type { WanOptions } from '../link/wan.js';
import type { RouterSimOptions } from '../options.js';
import { FACTORY_USER } from '../users.js';

/** What `--help` shows. */
export const USAGE = `Usage: wanctl-router-sim [options]
  --https-port N, --http-port N, --ssh-port N,
  --api-port N, --api-ssl-port N                ports on 127.0.0.1 (any free one)
  --user NAME, --password TEXT                  who may do everything (admin, no password)
  --latency none|chr|rb5009|mips                speed of the device (none)
  --seed N                                      decides the latencies (1)
  --wan NAME:DOWN:UP:RATE/RATE                  a busy line with its two queues, e.g.
                                                cable:WAN-Download:WAN-Upload:100M/20M; may be repeated`;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9 };

const TEXT = { type: 'string' } as const;

/** Options of a command line; undefined when it asks for help. Throws with one line about what is wrong. */
export function parseCommandLine(words: readonly string[]): RouterSimOptions | undefined {
  const values = valuesOf(words);
  if (values.help) return undefined;
  const { user = FACTORY_USER.name, password = FACTORY_USER.password } = values;
  return {
    httpsPort: wholeNumber('--https-port', values['https-port'], 0, 65_535),
    httpPort: wholeNumber('--http-port', values['http-port'], 0, 65_535),
    sshPort: wholeNumber('--ssh-port', values['ssh-port'], 0, 65_535),
    apiPort: wholeNumber('--api-port', values['api-port'], 0, 65_535),
    apiSslPort: wholeNumber('--api-ssl-port', values['api-ssl-port'], 0, 65_535),
    seed: wholeNumber('--seed', values.seed, 1, Number.MAX_SAFE_INTEGER),
    users: [{ ...FACTORY_USER, name: user, password }],
    latency: parseLatency(values.latency),
    wans: (values.wan ?? []).map(parseWan),
  };
}

/** Node's own messages have several lines. */
function valuesOf(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        help: { type: 'boolean' },
        'https-port': TEXT,
        'http-port': TEXT,
        'ssh-port': TEXT,
        'api-port': TEXT,
        'api-ssl-port': TEXT,
        user: TEXT,
        password: TEXT,
        latency: TEXT,
        seed: TEXT,
        wan: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new Error(oneLine(messageOf(error)));
  }
}

function wholeNumber(option: string, text: string | undefined, fallback: number, max: number): number {
  const value = Number(text ?? fallback);
  if (!Number.isInteger(value) || value < 0 || value > max)
    throw new Error(`${option} takes a number from 0 to ${max}`);
  return value;
}

function parseLatency(text = 'none'): 'none' | keyof typeof LATENCY_PRESETS {
  const presets = Object.keys(LATENCY_PRESETS) as (keyof typeof LATENCY_PRESETS)[];
  const known = (['none', ...presets] as const).find((name) => name === text);
  if (!known) throw new Error(`--latency takes none, ${presets.join(', ')}`);
  return known;
}

function parseWan(text: string): WanOptions {
  const [, name = '', down = '', up = '', capDown = '', capUp = ''] =
    /^([^:]+):([^:]+):([^:]+):([^:/]+)\/([^:/]+)$/.exec(text) ?? wrongWan(text);
  return {
    name,
    queues: { download: down, upload: up },
    download: { capacityBps: parseRate(capDown, text), demandBps: Number.POSITIVE_INFINITY },
    upload: { capacityBps: parseRate(capUp, text), demandBps: Number.POSITIVE_INFINITY },
  };
}

function parseRate(text: string, wan: string): number {
  const [, digits, unit = ''] = /^(\d+)([kMG]?)$/.exec(text) ?? wrongWan(wan);
  const rateBps = Number(digits) * (UNITS[unit] ?? 1);
  return rateBps > 0 && Number.isFinite(rateBps) ? rateBps : wrongWan(wan);
}

function wrongWan(text: string): never {
  throw new Error(`--wan takes NAME:DOWN:UP:RATE/RATE, such as cable:down:up:100M/20M, not ${oneLine(text)}`);
}
