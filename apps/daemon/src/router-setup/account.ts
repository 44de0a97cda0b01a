import { consoleLine } from './console-line.js';

/** The user that the daemon logs in as. */
export interface Account {
  readonly user: string;
  /** How it logs in; more than one when another transport is its fallback. */
  readonly transports: readonly ('rest' | 'ssh')[];
  /** Address of the daemon's machine: from nowhere else it may log in. */
  readonly daemonAddress: string;
}

/** What stands where the person's own password belongs. */
const PASSWORD_PLACEHOLDER = 'CHOOSE-A-PASSWORD';

/** All policies of RouterOS 7 but `read` and `write` (manual, "User": user groups). */
const POLICIES =
  'rest-api,ssh,local,telnet,ftp,reboot,policy,test,winbox,password,web,sniff,sensitive,api,romon'.split(',');

/**
 * Makes a group that may log in by these transports and change settings, nothing else, and its one user. What it must
 * not do is named, since `policy=` adds to what a group that is there already may do.
 */
export function accountCommands({ user, transports, daemonAddress }: Account): readonly string[] {
  return [
    consoleLine('/user/group/add', { name: user, policy: leastPolicies(transports) }),
    consoleLine('/user/add', {
      name: user,
      group: user,
      address: onlyHost(daemonAddress),
      password: PASSWORD_PLACEHOLDER,
    }),
  ];
}

/** What a group needs for these transports, and all that it does not need, denied, as `policy=` takes it. */
export function leastPolicies(transports: Account['transports']): string {
  const others = POLICIES.filter((policy) => !transports.some((transport) => policyOf(transport) === policy));
  return ['read', 'write', ...transports.map(policyOf), ...others.map((name) => `!${name}`)].join();
}

/** Lets the user log in by a key whose public half is among the router's files. Its password is refused from then on. */
export function importKeyCommand(user: string, publicKeyFile: string): string {
  return consoleLine('/user/ssh-keys/import', { user, 'public-key-file': publicKeyFile });
}

/** The network that holds one address alone. */
export function onlyHost(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`;
}

function policyOf(transport: 'rest' | 'ssh'): string {
  return transport === 'rest' ? 'rest-api' : 'ssh';
}
