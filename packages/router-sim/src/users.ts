/** What a user may do (RouterOS manual, "User": group policies). The simulator looks at these three. */
export type Policy = 'read' | 'write' | 'rest-api';

/** A router user. */
export interface SimUser {
  readonly name: string;
  readonly password: string;
  readonly policies: readonly Policy[];
}

/** The user of every new router: `admin` without a password, who may do everything. */
export const FACTORY_USER: SimUser = { name: 'admin', password: '', policies: ['read', 'write', 'rest-api'] };

/** The user that an HTTP Basic header proves, if its group may use REST at all. */
export function authenticate(
  users: ReadonlyMap<string, SimUser>,
  header: string | undefined,
): SimUser | undefined {
  const [scheme, credentials = ''] = header?.split(' ') ?? [];
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const [name = '', ...password] = Buffer.from(credentials, 'base64').toString().split(':');
  const user = users.get(name);
  return user?.password === password.join(':') && user.policies.includes('rest-api') ? user : undefined;
}
