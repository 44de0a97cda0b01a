import { describe, expect, it } from 'vitest';
import { isHost, sortHosts } from '../src/targets.js';

describe('isHost', () => {
  it.each([
    '1.1.1.1',
    '2606:4700:4700::1111',
    'dns.google',
    'localhost',
    'a-b.example',
    '9.9.9.9.example',
    'x',
  ])('takes %s', (host) => {
    expect(isHost(host)).toBe(true);
  });

  it.each([
    ...[
      '-f',
      '--help',
      '-1.1.1.1',
      'a b',
      'a;b',
      '',
      '.',
      'a..b',
      'a.',
      'host-.example',
      '1.1.1',
      '1.1.1.256',
    ],
    ...['fe80::1%eth0', '1.1.1.1\n', 'ex_ample.org', 'x'.repeat(64), `${'x.'.repeat(126)}xx`],
    ...[1, null, undefined, {}, ['1.1.1.1']],
  ])('refuses %j', (host) => {
    expect(isHost(host)).toBe(false);
  });
});

describe('sortHosts', () => {
  it('keeps good ones once and in order, and tells of the others', () => {
    expect(sortHosts(['9.9.9.9', '-x', '1.1.1.1', 7, '9.9.9.9'])).toEqual({
      hosts: ['9.9.9.9', '1.1.1.1'],
      dropped: ['-x', 7],
    });
  });
});
