import { describe, expect, it } from 'vitest';
import { fillUp, isHost, sortHosts } from '../src/targets.js';

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
    expect(sortHosts(['9.9.9.9', '-x', '1.1.1.1', 7, '9.9.9.9'], undefined)).toEqual({
      hosts: ['9.9.9.9', '1.1.1.1'],
      dropped: ['-x', 7],
    });
  });

  it('drops addresses that cannot be reached from the source', () => {
    expect(sortHosts(['9.9.9.9', '2620:fe::fe', 'dns.example'], '2001:db8::1')).toEqual({
      hosts: ['2620:fe::fe', 'dns.example'],
      dropped: ['9.9.9.9'],
    });
  });
});

describe('fillUp', () => {
  it('takes the configured hosts alone when they are enough', () => {
    expect(fillUp(['192.0.2.1', '192.0.2.2'], 2, undefined)).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('adds the built-in ones when there are too few, each host once', () => {
    const hosts = fillUp(['8.8.8.8', '192.0.2.1'], 3, undefined);
    expect(hosts.slice(0, 4)).toEqual(['8.8.8.8', '192.0.2.1', '1.1.1.1', '9.9.9.9']);
    expect(new Set(hosts).size).toBe(hosts.length);
    expect(hosts.every(isHost)).toBe(true);
  });

  it('adds only those that can be reached from the source', () => {
    expect(fillUp([], 1, '192.0.2.9').some((host) => host.includes(':'))).toBe(false);
    expect(fillUp([], 1, '2001:db8::1').every((host) => host.includes(':'))).toBe(true);
  });
});
