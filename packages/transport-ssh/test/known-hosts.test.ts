import { describe, expect, it } from 'vitest';
import { knownHostKeys } from '../src/known-hosts.js';

// Made by ssh-keygen -t ed25519, and hashed by ssh-keygen -H.
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILB7GnUSLH7SO9C7Wh/zqbNp66KeFqQLmAXiDQU66DJt';
const FINGERPRINT = 'facd8d378f99ce42dc9c5aac2feb248fad45ee16b124d0a6ef96801c42addcb2';
const OTHER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGpkxpnGwIlNjNZoYGjMLRVObgff4wYREH1XrCvWU0+I';

const PLAIN = `192.0.2.1,router.lan ${KEY} admin@desk\n[192.0.2.1]:2222 ${KEY}\n`;
const HASHED = [
  `|1|leMNdsMe9LHfyfYuOUL/HMwifd8=|btkJlYgdmiHZ1kELSCxSY8qnE2o= ${KEY}`,
  `|1|yYPaOJe5VKQVs6mBndptH8lo6CA=|nUgvDoh0xTvWl7bmGSqulCbdwRw= ${KEY}`,
  `|1|uEwOQz0sYfxLr0hiAod1y4Wf+NA=|dWp7bSbIqm+sqRF4LxTlvqWm4m8= ${KEY}`,
].join('\r\n');

describe.each([
  ['plain', PLAIN],
  ['hashed', HASHED],
])('%s names', (_, text) => {
  it.each([
    ['192.0.2.1', 22],
    ['router.lan', 22],
    ['Router.LAN', 22],
    ['192.0.2.1', 2222],
  ])('list %s port %i', (host, port) => {
    expect(knownHostKeys(text, host, port)).toEqual([FINGERPRINT]);
  });

  it.each([
    ['192.0.2.2', 22],
    ['router.lan', 2222],
    ['router', 22],
  ])('do not list %s port %i', (host, port) => {
    expect(knownHostKeys(text, host, port)).toEqual([]);
  });
});

describe('a host', () => {
  it('may have several keys', () => {
    expect(knownHostKeys(`router ${OTHER}\n${PLAIN}router ${KEY}\n`, 'router', 22)).toHaveLength(2);
  });

  it.each(['', '# router', `@revoked router ${KEY}`, `rou* ${KEY}`, '|1|x'])(
    'is not listed by %j',
    (text) => {
      expect(knownHostKeys(text, 'router', 22)).toEqual([]);
    },
  );
});
