import { describe, expect, it } from 'vitest';
import { rest, startWithQueue } from '../support.js';

describe('execute', () => {
  it('answers with what the console writes, errors included', async () => {
    const sim = await startWithQueue();
    const run = (script: string) => rest(sim, 'POST', 'execute', { script, 'as-string': '' });
    expect(await run(':put [/queue/tree/get WAN-Download max-limit]')).toEqual({
      status: 200,
      body: { ret: '440000000\r\n' },
    });
    expect(await run('/foo')).toEqual({
      status: 200,
      body: { ret: 'bad command name foo (line 1 column 2)\r\n' },
    });
  });

  it('answers with a job without as-string, and needs a script', async () => {
    const sim = await startWithQueue();
    const script = '/queue/tree/set WAN-Download max-limit=1';
    expect((await rest(sim, 'POST', 'execute', { script })).body).toEqual({ ret: '*1' });
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(1);
    expect((await rest(sim, 'POST', 'execute', {})).body.detail).toBe('missing =script=');
  });
});
