import { describe, expect, it } from 'vitest';
import { matchesQuery } from '../../src/rest/query.js';

const row = { name: 'ether1', mtu: '1500', comment: 'a=b' };

describe('query words', () => {
  it.each<[string[], boolean]>([
    [[], true],
    [['name'], true],
    [['-name'], false],
    [['-foo'], true],
    [['name=ether1'], true],
    [['=name=ether1'], true],
    [['name=ether'], false],
    [['foo='], false],
    [['comment=a=b'], true],
    [['<mtu=9000'], true],
    [['>mtu=200'], true],
    [['>mtu=1500'], false],
    [['>name=ether0'], true],
    [['name=x', 'mtu=1500'], false],
    [['name=x', 'mtu=1500', '#|'], true],
    [['name=x', 'mtu=1500', '#&'], false],
    [['name=x', '#!'], true],
    [['name=x', 'name=y', 'mtu=1500', '#||'], true],
    [['name=x', 'mtu=1500', '#|!'], false],
    [['name=x', 'mtu=1500', '#0'], true],
    [['mtu=1500', 'name=x', '#1'], true],
    [['mtu=1500', 'name=x', '#1.|', '#|'], true],
    [['name=x', '#.', '#&!'], true],
  ])('%j gives %s', (words, expected) => {
    expect(matchesQuery(row, words)).toBe(expected);
  });
});
