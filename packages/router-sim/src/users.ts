import { RouterError } from './device/router-error.js';

/** All that a group may allow (RouterOS manual, "User": group policies). */
export const POLICIES = [
  'local',
  'telnet',
  'ssh',
  'ftp',
  'reboot',
  'read',
  'write',
  'policy',
  'test',
  'winbox',
  'password',
  'web',
  'sniff',
  'sensitive',
  'api',
  'romon',
  'rest-api',
] as const;

/** What a user may do. The simulator looks at `read`, `write`, `api`, `rest-api` and `ssh`, and shows them all. */
export type Policy = (typeof POLICIES)[number];

/** A router user. */
export interface SimUser {
  readonly name: string;
  readonly password: string;
  readonly policies: readonly Policy[];
  /**
   * Public keys for SSH, each an OpenSSH line; ed25519 and RSA ones count, as in RouterOS 7.12 and later. With
   * one the password no longer opens SSH (`password-authentication=yes-if-no-key`).
   */
  readonly keys?: readonly string[];
}

/** The user of every new router: `admin` without a password, who may do everything. */
export const FACTORY_USER: SimUser = {
  name: 'admin',
  password: '',
  policies: POLICIES,
};

/** What a user may log in to, named like the policy that it needs. */
export type LoginService = 'api' | 'rest-api' | 'ssh';

/** A name and a password, as somebody sent them. */
export type Credentials = Pick<SimUser, 'name' | 'password'>;

/** What an HTTP Basic header says. */
export function readBasic(header: string | undefined): Credentials | undefined {
  const [scheme, encoded = ''] = header?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const [name = '', ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return { name, password: password.join(':') };
}

/** The user that credentials prove, if its group may use that service at all. */
export function authenticate(
  users: ReadonlyMap<string, SimUser>,
  { name, password }: Credentials,
  service: LoginService,
): SimUser | undefined {
  const user = users.get(name);
  return user?.password === password && user.policies.includes(service) ? user : undefined;
}

/** Refuses a command that needs a policy which the user's group lacks. */
export function requirePolicy(policies: readonly string[], needed: Policy): void {
  if (!policies.includes(needed)) throw new RouterError(500, 'not enough permissions (9)');
}
