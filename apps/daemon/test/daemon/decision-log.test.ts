import type { Assessment, DelayFigures, EventMap, Zone } from '@wanctl/core';
import { Events } from '@wanctl/core';
import { MemoryRouter, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { LoadedWan } from '../../src/config/loaded-config.js';
import { decisionLine, logDecisions, logHeader } from '../../src/daemon/decision-log.js';
import { loadEdited } from '../config/edit.js';

const DELAY: DelayFigures = { measuredMs: 25.96, baselineMs: 24.04, loadMs: 24.38, deltaMs: 0.342 };

function assessment(zone: Zone, downBps = 940e6, upBps = 38e6, delay = DELAY): Assessment {
  const reason = { code: 'hold', text: 'held' };
  return {
    download: { zone, rateBps: downBps, reason },
    upload: { zone: 'GREEN', rateBps: upBps, reason },
    delay,
  };
}

/** A turn of the loop that saw nothing; only its time and assessment matter here. */
function tick(wan: string, atMs: number, zone: Zone): EventMap['tick'] {
  const observation = {
    ...{ nowMs: atMs, rtt: [], pending: [] },
    counters: { download: [], upload: [] },
    acceptedBps: { download: null, upload: null },
  };
  return { wan, atMs, observation, assessment: assessment(zone) };
}

const infos = ({ lines }: RecordingLogger) => lines.filter((line) => line.startsWith('info '));

describe('the decision line', () => {
  it('has the layout that other tools parse', () => {
    expect(decisionLine('cable', assessment('RED'))).toBe(
      'cable: [RED/GREEN] RTT=26.0ms, load_ewma=24.4ms, baseline=24.0ms, delta=0.3ms | DL=940M, UL=38M',
    );
  });

  it('rounds ties to the even digit, as the original does', () => {
    const line = decisionLine(
      'w',
      assessment('GREEN', 2.5e6, 3.5e6, { ...DELAY, measuredMs: 0.25, loadMs: 0.75 }),
    );
    expect(line).toContain('RTT=0.2ms, load_ewma=0.8ms');
    expect(line).toContain('DL=2M, UL=4M');
  });

  it('comes at once when a zone gets worse and else about every 2 s', () => {
    const events = new Events();
    const logger = new RecordingLogger();
    logDecisions('cable', events, logger);
    for (let atMs = 0; atMs < 10_000; atMs += 50) {
      events.emit('tick', tick('cable', atMs, atMs === 1050 ? 'RED' : 'GREEN'));
      events.emit('tick', tick('other', atMs, 'RED'));
    }
    expect(logger.lines.filter((line) => line.includes('[RED/'))).toHaveLength(1);
    expect(infos(logger)).toHaveLength(1 + 1 + 4);
    expect(logger.lines[1]).toMatch(/^debug download: \S/);
  });

  it('comes at once when one direction follows the other', () => {
    const events = new Events();
    const logger = new RecordingLogger();
    logDecisions('cable', events, logger);
    const upload = { ...assessment('GREEN').upload, zone: 'RED' as const };
    for (const [atMs, zone] of [
      [0, 'YELLOW'],
      [50, 'YELLOW'],
      [100, 'RED'],
    ] as const) {
      const turned = tick('cable', atMs, zone);
      events.emit('tick', { ...turned, assessment: turned.assessment && { ...turned.assessment, upload } });
    }
    expect(infos(logger).map((line) => /\[\w+\/\w+\]/.exec(line)?.[0])).toEqual([
      '[YELLOW/RED]',
      '[RED/RED]',
    ]);
  });

  it('does not fill the log where zones change at every tick', () => {
    const events = new Events();
    const logger = new RecordingLogger();
    logDecisions('cable', events, logger);
    for (let atMs = 0; atMs < 60_000; atMs += 50) {
      events.emit('tick', tick('cable', atMs, atMs % 100 === 0 ? 'RED' : 'GREEN'));
    }
    expect(infos(logger).length).toBeLessThan(65);
  });

  it('comes at every decision of a 2 s cycle, early or late by a few ms', () => {
    const events = new Events();
    const logger = new RecordingLogger();
    logDecisions('cable', events, logger);
    for (const atMs of [2003, 4000, 6001, 7999]) {
      events.emit('tick', tick('cable', atMs, 'GREEN'));
    }
    expect(infos(logger)).toHaveLength(4);
  });
});

describe('the lines at start', () => {
  const header = (edits: Record<string, string>) => {
    const logger = new RecordingLogger();
    logHeader((loadEdited('wan.yaml', edits) as LoadedWan).settings, new MemoryRouter({}), logger);
    return logger.lines.join('\n');
  };

  it('tell what the law zones works with', () => {
    expect(header({})).toMatch(
      /download: floors 550\/350\/275\/200, ceiling \d+ Mbit\/s, up .*\n.*upload: floors/,
    );
    expect(header({})).toMatch(
      /thresholds: download 15\/45\/\d+ ms, upload 15\/45 ms\n.*smoothing: baseline 0\.\d+/,
    );
  });

  it('tell what the delay is measured by', () => {
    expect(header({})).toContain('reflectors: 192.0.2.11, 192.0.2.12, 192.0.2.13');
    const probe = 'probe: {kind: irtt, servers: [vps.example.net], token: geheim}\nwan_name:';
    expect(header({ 'wan_name:': probe })).toContain(
      'probe "irtt": {"servers":["vps.example.net"],"token":"(hidden)"}',
    );
    expect(header({ 'wan_name:': 'probe: {hosts: [192.0.2.99]}\nwan_name:' })).toContain(
      'reflectors: 192.0.2.99',
    );
  });

  it('tell nothing of that under another law, which does not read it', () => {
    const text = header({ 'wan_name:': 'controller: adaptive\nwan_name:' });
    expect(text).toMatch(/download: 200 to \d+ Mbit\/s$/m);
    expect(text).not.toMatch(/thresholds|smoothing|floors|median|per 2 s/);
    expect(text).toContain('law "adaptive", cycle 0.05 s');
  });
});
