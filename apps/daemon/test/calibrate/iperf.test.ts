import { describe, expect, it } from 'vitest';
import { iperfArguments, isHost, loadLine, receivedBps } from '../../src/calibrate/iperf.js';

const server = { host: '192.0.2.7', port: 5201, source: undefined, device: undefined };

describe('iperf3', () => {
  it('is bound as the probes are, and reversed for the download', () => {
    const bound = { ...server, source: '198.51.100.2', device: 'eth1' };
    const args = iperfArguments(bound, 'download', 8).join(' ');
    expect(args).toContain('--client 192.0.2.7 --port 5201 --json --time 8 ');
    expect(args).toContain('--reverse --bind 198.51.100.2 --bind-dev eth1');
    expect(iperfArguments(server, 'upload', 8).join(' ')).not.toMatch(/--reverse|--bind/);
  });

  it.each(['iperf.example.net', '192.0.2.7', '2001:db8::7', 'a'])('may be asked of %s', (host) => {
    expect(isHost(host)).toBe(true);
  });

  it.each(['-s', '--server', '', 'a b', 'a%eth0', 'a;b', '-', 'a-'])('may not be asked of "%s"', (host) => {
    expect(isHost(host)).toBe(false);
  });

  it('tells what the receiver got, or that it got nothing', () => {
    expect(receivedBps({ end: { sum_received: { bits_per_second: 94123456.5 } } })).toBe(94123456.5);
    for (const report of [null, [], { error: 'x' }, { end: { sum_received: { bits_per_second: 0 } } }]) {
      expect(receivedBps(report)).toBeNull();
    }
  });

  it('ends with what the person has said when aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(loadLine(server, 'upload', 1, signal)).rejects.toThrow('enough');
  });
});
