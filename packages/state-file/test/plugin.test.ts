import { join } from 'node:path';
import { CLOCK, LOGGER, type PluginHost, silentLogger, systemClock, type Token } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.js';
import { tempFolder } from './harness.js';

const services = new Map<symbol, unknown>([
  [CLOCK, systemClock],
  [LOGGER, silentLogger],
]);
const host: PluginHost = { resolve: <T>(token: Token<T>) => services.get(token) as T };

describe('plugin', () => {
  it('makes a store from plain options', async () => {
    const file = join(await tempFolder(), 'wan1.json');
    const store = plugin.create(host, { documents: { wan1: { file } } });
    await store.save('wan1', { saved: true });
    expect(await store.load('wan1')).toEqual({ saved: true });
  });

  it.each([
    [{ documents: { wan1: { file: 5 } } }, 'wan1.file must be a string'],
    [{ documents: { wan1: { file: '/x', formely: '/y' } } }, 'wan1.formely is not a known key'],
    [{ locks: { wan1: { file: '/x' } } }, 'wan1.timeoutSec must not be less than 0'],
    [{ locks: 'x' }, 'locks must map names to options: it is not an object'],
    [{ documents: { wan1: '/x' } }, 'wan1 must be an object'],
  ])('refuses %j', (options, message) => {
    expect(() => plugin.create(host, options)).toThrow(message);
  });
});
