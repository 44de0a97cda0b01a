import { Duplex, PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { openTcSession } from '../../src/kernel/tc-session.js';

/** A session, what it has sent, and the other end's mouth. */
function open() {
  const [sent, heard] = [new PassThrough({ encoding: 'utf8' }), new PassThrough()];
  return { session: openTcSession(Duplex.from({ writable: sent, readable: heard })), sent, heard };
}

describe('a tc session', () => {
  it('gives each command the answer that is its own', async () => {
    const { session, sent, heard } = open();
    const shown = session.show('qdisc show dev vec0');
    const changed = session.change('qdisc change dev wan root cake bandwidth 1mbit');
    heard.write('[{"kind":"cake"}]\n\n[]\n\n');
    expect(await shown).toEqual([{ kind: 'cake' }]);
    await changed;
    expect(sent.read()).toBe(
      'qdisc show dev vec0\nqdisc change dev wan root cake bandwidth 1mbit\nqdisc show dev lo\n',
    );
  });

  it('rejects with the words of tc, and that command alone', async () => {
    const { session, heard } = open();
    const refused = session.change('qdisc change dev nowhere root cake');
    const shown = session.show('qdisc show dev lo');
    heard.write('Cannot find device "nowhere"\nCommand failed -:1\n[]\n[{"kind":"noqueue"}]\n');
    await expect(refused).rejects.toThrow('tc: Cannot find device "nowhere" Command failed -:1');
    expect(await shown).toEqual([{ kind: 'noqueue' }]);
  });

  it('rejects what waits when the guest ends', async () => {
    const { session, heard } = open();
    const shown = session.show('qdisc show dev lo');
    heard.end();
    await expect(shown).rejects.toThrow('the guest kernel has ended');
  });

  it('rejects what gets no answer for 5 s', async () => {
    vi.useFakeTimers();
    const { session } = open();
    const lost = session.show('qdisc show dev lo');
    const refused = expect(lost).rejects.toThrow('tc does not answer');
    await vi.advanceTimersByTimeAsync(5100);
    await refused;
    vi.useRealTimers();
  });
});
