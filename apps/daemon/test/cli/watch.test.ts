import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { newFolder, startRouter, untilRouter, wanctl, wanctlEnd, wanFile, writeYaml } from './harness.js';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

async function startDaemon() {
  const folder = await newFolder();
  const router = await startRouter(['fibre']);
  const file = await writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre'));
  const daemon = wanctl('run', '--config', file);
  await untilRouter(router, () => router.queue('fibre-down').maxLimitBps === 90e6);
  return { file, daemon };
}

describe('wanctl watch', { timeout: 60_000 }, () => {
  it('prints lines without a terminal, and says when the daemon is gone', async () => {
    const { file, daemon } = await startDaemon();
    const watching = wanctl('watch', '--config', file);
    await watching.printed(/fibre: RTT [\d.]+ ms, .*; download GREEN 90\.0 Mbit\/s; upload GREEN/);
    daemon.kill('SIGTERM');
    await watching.printed(/^fibre: not running, waiting for it at .*fibre\.sock$/m);
    watching.kill('SIGINT');
    expect(await watching.exited).toBe(0);
    expect(watching.stderr()).toBe('');
    expect(watching.stdout()).not.toContain('\x1b');
  });

  it('takes a terminal over, and gives it back at q', async () => {
    const { file } = await startDaemon();
    // `script` gives it a terminal of its own (util-linux).
    const command = `stty rows 24 columns 80; ${process.execPath} ${CLI} watch --config ${file}; echo "status $?"; stty -a`;
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '1' };
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { env });
    const output = text(terminal.stdout);
    terminal.stdout.on('data', (chunk) => {
      if (String(chunk).includes('q ends it.')) terminal.stdin.write('q');
    });
    await once(terminal, 'close');
    const shown = await output;
    expect(shown).toContain('\x1b[?1049h');
    expect(shown).toMatch(/fibre {2}healthy {2}law "zones"/);
    expect(shown).not.toContain('\x1b[32m');
    expect(shown).toContain('\x1b[?7h\x1b[?25h\x1b[?1049lstatus 0');
    expect(shown).toMatch(/ icanon .*[^-]echo /s);
  });

  it('is told where to look when nothing runs', async () => {
    process.env['WANCTL_RUN_DIR'] = await newFolder();
    const { status, err } = await wanctlEnd('watch').finally(() => delete process.env['WANCTL_RUN_DIR']);
    expect(status).toBe(1);
    expect(err).toContain('no wanctl is running here');
  });
});
