import { isIP } from 'node:net';
import type { RouterSettings } from '../config/common-settings.js';
import { secret } from '../config/secret.js';
import type { Ask } from './ask.js';
import type { InitFlags } from './flags.js';

/** How the router is reached, but for the password. */
export type RouterAnswers = Omit<RouterSettings, 'password'>;

const NEW_ROUTER: RouterSettings = {
  transport: 'rest',
  host: '',
  port: 443,
  scheme: 'https',
  user: 'wanctl',
  password: secret(''),
  sshKey: '',
  verifySsl: false,
  sshPort: 22,
  options: {},
  commandTimeoutMs: 15_000,
};

/** Asks where the router is and who logs in how; `before` is what a file says already. */
export async function askRouter(
  ask: Ask,
  flags: InitFlags,
  before: RouterSettings | undefined,
): Promise<RouterAnswers> {
  const usual = before ?? NEW_ROUTER;
  const transport = await ask.choice({
    flag: 'transport',
    given: flags.transport,
    message: 'How shall wanctl talk to it?',
    initial: usual.transport,
    options: [
      { value: 'rest', label: 'REST over HTTPS (faster)' },
      { value: 'ssh', label: 'SSH' },
    ],
  });
  const port = transport === 'rest' ? 'port' : 'sshPort';
  const address = await ask.text({
    flag: 'router',
    given: flags.router,
    message: 'Address of the router',
    initial: before && addressText(before.host, before[port], NEW_ROUTER[port]),
    suggestion: '192.168.88.1',
    check: (text) =>
      parseAddress(text) ? undefined : 'must be an address such as 192.168.88.1 or router.lan:8443',
  });
  const user = await ask.text({
    flag: 'user',
    given: flags.user,
    message: 'Name of the user that wanctl logs in as',
    initial: usual.user,
    check: (text) => (/^\w[\w.@-]*$/.test(text) ? undefined : 'must be the name of a user, e.g. wanctl'),
  });
  const { host = '', port: askedPort = NEW_ROUTER[port] } = parseAddress(address) ?? {};
  const sshKey = transport === 'ssh' ? await askKey(ask, flags, usual.sshKey) : usual.sshKey;
  return { ...usual, transport, host, user, sshKey, [port]: askedPort };
}

function askKey(ask: Ask, flags: InitFlags, initial: string): Promise<string> {
  const message = 'File with the private key of that user; none: it logs in by password';
  return ask.text({ flag: 'ssh-key', given: flags.sshKey, message, initial });
}

function addressText(host: string, port: number, usualPort: number): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return port === usualPort ? name : `${name}:${port}`;
}

function parseAddress(text: string): { host: string; port?: number } | undefined {
  if (isIP(text)) return { host: text };
  const [, bracketed, name, port] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = bracketed ?? name;
  if (host === undefined || Number(port ?? 1) > 65_535) return undefined;
  return port === undefined ? { host } : { host, port: Number(port) };
}
