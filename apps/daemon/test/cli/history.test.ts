import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { newFolder, startRouter, wanctlEnd, wanFile, writeYaml } from './harness.js';

describe('wanctl history', { timeout: 60_000 }, () => {
  it('shows what the daemon has kept beside its state', async () => {
    const folder = await newFolder();
    const router = await startRouter(['fibre']);
    const file = await writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre'));
    const before = await wanctlEnd('history', '--config', file);
    expect(before).toMatchObject({ status: 0, out: '' });
    expect(before.err).toMatch(/^fibre: no history in .* yet; .*\n$/);

    expect((await wanctlEnd('--config', file, '--oneshot')).status).toBe(0);
    expect(await readdir(folder)).toContainEqual(
      expect.stringMatching(/^fibre_history_\d{4}-\d\d-\d\d\.jsonl$/),
    );
    const { status, out, err } = await wanctlEnd('history', '--config', file, '--last', '1d', '--json');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      wan: 'fibre',
      seconds: 0.1,
      writes: 2,
      lost: 0,
      download: { zone: 'GREEN' },
    });
    expect(rows[0].rtt_p50_ms).toBeGreaterThan(0);
    expect((await wanctlEnd('history', '--config', file)).out).toMatch(/^download {2}\.\nupload {4}\.$/m);
  });

  it.each([
    ['no file', ['history'], /--config/],
    ['a time that is none', ['history', '--config', 'x', '--last', 'week'], /30s or 2m/],
  ])('%s is wrong usage', async (_, args, message) => {
    const { status, err } = await wanctlEnd(...args);
    expect(status).toBe(2);
    expect(err).toMatch(message);
  });
});
