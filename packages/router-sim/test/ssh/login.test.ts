import ssh2, { type AuthContext, type ParsedKey } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { judgeLogin } from '../../src/ssh/login.js';
import { CONTROL } from '../support.js';

const { generateKeyPairSync, parseKey } = ssh2.utils;

function keyPair(): { line: string; key: ParsedKey } {
  const pair = generateKeyPairSync('ed25519');
  const key = parseKey(pair.private);
  if (key instanceof Error) throw key;
  return { line: pair.public, key };
}

describe('a login with a key', () => {
  const own = keyPair();
  const other = keyPair();
  const users = new Map([[CONTROL.name, { ...CONTROL, keys: [own.line] }]]);
  const blob = Buffer.from('what is signed');

  const judge = (signer?: ParsedKey) => {
    const key = { algo: own.key.type, data: own.key.getPublicSSH() };
    const attempt = { method: 'publickey', username: CONTROL.name, key, blob };
    const signature = signer && { signature: signer.sign(blob) };
    return judgeLogin(users, { ...attempt, ...signature } as AuthContext);
  };

  it('is offered first, and accepted with the signature of that key alone', () => {
    expect(judge()).toBe('offer');
    expect(judge(own.key)).toBe('accepted');
    expect(judge(other.key)).toBe('refused');
  });
});
