import { describe, expect, it } from 'vitest';
import { connect } from '../ssh/support.js';
import { rest, start } from '../support.js';

describe('sessions', () => {
  it('logs one REST login per user and address, and shows two rows that stay', async () => {
    const sim = await start();
    await rest(sim, 'GET', 'system/identity');
    await rest(sim, 'GET', 'system/identity');
    const { body } = await rest(sim, 'GET', 'user/active');
    expect(body).toMatchObject([
      { '.id': '*1', address: '127.0.0.1', name: 'ctl', via: 'rest-api' },
      { '.id': '*2', name: 'ctl', via: 'api' },
    ]);
    expect(sim.rows('log')).toMatchObject([
      { message: 'user ctl logged in from 127.0.0.1 via rest-api', topics: 'system,info,account' },
      { message: 'user ctl logged in via api', topics: 'system,info,account' },
    ]);
  });

  it('logs failed logins', async () => {
    const sim = await start();
    const stranger = { name: 'ctl', password: 'wrong', policies: [] };
    expect((await rest(sim, 'GET', 'system/identity', undefined, stranger)).status).toBe(401);
    expect(sim.rows('log')).toMatchObject([
      { message: 'login failure for user ctl from 127.0.0.1 via rest-api', topics: 'system,error,critical' },
    ]);
  });

  it('ends an SSH session with its connection', async () => {
    const sim = await start();
    const client = await connect(sim);
    expect(sim.rows('user/active')).toMatchObject([{ name: 'ctl', via: 'ssh' }]);
    client.end();
    await expect.poll(() => sim.rows('user/active')).toEqual([]);
    expect(sim.rows('log').at(-1)?.['message']).toBe('user ctl logged out from 127.0.0.1 via ssh');
  });
});
