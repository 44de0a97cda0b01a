import ssh2, { type AuthContext, type ParsedKey, type PublicKeyAuthContext } from 'ssh2';
import { authenticate, type SimUser } from '../users.js';

/** What became of an attempt to log in; `offer`: the client may go on to sign with that key. */
export type LoginOutcome = 'accepted' | 'offer' | 'refused' | 'method';

/** User keys that RouterOS takes: RSA, and ed25519 from 7.12 on; it refuses ECDSA. */
const KEY_TYPES: readonly string[] = ['ssh-ed25519', 'ssh-rsa'];

/** Ways to log in, as the server names them. */
export const LOGIN_METHODS: ('password' | 'publickey')[] = ['publickey', 'password'];

/** Judges an attempt to log in. A user with a key may not use the password any more. */
export function judgeLogin(users: ReadonlyMap<string, SimUser>, attempt: AuthContext): LoginOutcome {
  const user = users.get(attempt.username);
  if (attempt.method === 'password') {
    const proved = authenticate(users, { name: attempt.username, password: attempt.password }, 'ssh');
    return proved && !proved.keys?.length ? 'accepted' : 'refused';
  }
  if (attempt.method !== 'publickey') return 'method';
  const key = user?.policies.includes('ssh') ? keyOf(user, attempt) : undefined;
  if (!key) return 'method';
  if (!attempt.signature || !attempt.blob) return 'offer';
  return key.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true ? 'accepted' : 'refused';
}

/** The user's key that the client offers. */
function keyOf({ keys = [] }: SimUser, { key: offered }: PublicKeyAuthContext): ParsedKey | undefined {
  return keys
    .map((line) => ssh2.utils.parseKey(line))
    .filter((key): key is ParsedKey => !(key instanceof Error) && KEY_TYPES.includes(key.type))
    .find((key) => key.getPublicSSH().equals(offered.data));
}
