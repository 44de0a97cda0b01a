import { describe, expect, it } from 'vitest';
import type { LivePoint } from '../src/source.js';
import { CHROMIUM, useBrowser, type Visit } from './browser.js';
import { event, fakeSource, point, serve } from './harness.js';

const NOW_MS = Date.now();
const RECENT = Array.from({ length: 120 }, (_, index) => point(NOW_MS - (120 - index) * 1000));

/** How many of the first chart's pixels have a colour that is said to the page by name. */
function pixelsOf({ page }: Visit, colour: string): Promise<unknown> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('time-chart canvas');
    const probe = document.createElement('canvas').getContext('2d');
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--${colour}');
    probe.fillRect(0, 0, 1, 1);
    const wanted = probe.getImageData(0, 0, 1, 1).data.join();
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data.slice(at, at + 4).join() === wanted) count += 1;
    return count;
  })()`);
}

describe.skipIf(!CHROMIUM)('the page (in Chromium: apt-get install chromium)', { timeout: 60_000 }, () => {
  const visit = useBrowser();

  it('shows WANs, steering, events and the profile, and asks nobody else', async () => {
    const dashboard = await serve(
      fakeSource([...RECENT, event(NOW_MS, 'download 90.0 Mbit/s, accepted in 9 ms')]),
    );
    const seen = await visit(dashboard.url);
    for (const text of [
      ...['version 1.2.3, up 3 h 12 min', '24.5 ms', '4.5 ms over 20.0 ms without load'],
      ...['90.0 Mbps', '45.0 Mbps pass, load 50 %', 'YELLOW', 'held: YELLOW, 4.5 ms over the baseline'],
      ...['New connections go over cable', 'RED, 60.0 ms over the baseline', 'rule enabled'],
      ...['download 90.0 Mbit/s, accepted in 9 ms', 'p99 1.00', '78 MB'],
    ]) {
      await seen.untilShown(text);
    }
    expect(await pixelsOf(seen, 'GREEN')).toBeGreaterThan(10_000);
    expect(await pixelsOf(seen, 'RED')).toBe(0);
    expect(seen.faults).toEqual([]);
  });

  it('goes on with what happens', async () => {
    const source = fakeSource(RECENT);
    const seen = await visit((await serve(source)).url);
    await seen.untilShown('24.5 ms');
    const red = { rateBps: 20e6, achievedBps: 20e6, load: 1, zone: 'RED' };
    source.tell(point(NOW_MS, { rttMs: 180.4, deltaMs: 160.4 }));
    source.tell(point(NOW_MS + 2000, { rttMs: 180.4, deltaMs: 160.4, download: red }));
    source.tell(point(NOW_MS + 4000, { rttMs: 180.4, deltaMs: 160.4, download: red }));
    source.tell(event(NOW_MS, 'cut: <b>RED</b>'));
    await seen.untilShown('180 ms');
    await seen.untilShown('cut: <b>RED</b>');
    expect(await pixelsOf(seen, 'RED')).toBeGreaterThan(10);
    expect(seen.faults).toEqual([]);
  });

  it.each([375, 1280])('fits a width of %i pixels', async (width) => {
    const long = event(
      NOW_MS,
      'held: GREEN, 4.0 ms over the baseline; delivered 45.0 of 90.0 Mbit/s '.repeat(3),
    );
    const { url } = await serve(fakeSource([...RECENT, long]));
    const { page, untilShown } = await visit(url, { width });
    await untilShown('What it takes');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const tooWide = '[...document.querySelectorAll("canvas")].filter((one) => one.clientWidth > innerWidth)';
    expect(await page.evaluate(`${tooWide}.length`)).toBe(0);
  });

  it('says why the daemon is degraded', async () => {
    const source = fakeSource();
    source.status = 'degraded';
    const { untilShown } = await visit((await serve(source)).url);
    await untilShown('no measurement: nobody answers');
  });

  it('says that the daemon is gone, and goes on when it is back', async () => {
    const first = await serve(fakeSource(RECENT));
    const seen = await visit(first.url);
    await seen.untilShown('24.5 ms');
    await first.close();
    await seen.untilShown('The daemon does not answer');
    await serve(fakeSource([point(NOW_MS, { rttMs: 33.3 })]), { port: Number(new URL(first.url).port) });
    await seen.untilShown('33.3 ms');
    await seen.page.waitForFunction('!document.body.innerText.includes("The daemon does not answer")');
  });

  it('shows the past, and that there is none yet', async () => {
    const hour = Array.from({ length: 60 }, (_, index) => point(NOW_MS - (60 - index) * 60_000));
    const asked: string[] = [];
    const history = async (range: string): Promise<LivePoint[]> => {
      asked.push(range);
      return range === '1h' ? hour.map((one) => ({ ...one, baselineMs: null })) : [];
    };
    const seen = await visit((await serve({ ...fakeSource([point(NOW_MS)]), history })).url);
    await seen.untilShown('24.5 ms');
    await seen.page.locator('button ::-p-text(1h)').click();
    await seen.untilShown('each point the worst of its time');
    expect(asked).toEqual(['1h']);
    await seen.page.waitForFunction('document.querySelectorAll("time-chart canvas").length === 3');
    await seen.page.locator('button ::-p-text(14d)').click();
    await seen.untilShown('no history of that time');
    expect(asked).toEqual(['1h', '14d']);
    expect(seen.faults).toEqual([]);
  });

  it('logs in with the token as password', async () => {
    const token = 'a-token-of-many-signs';
    const { url } = await serve(fakeSource(RECENT), { token });
    const { untilShown } = await visit(url, { password: token });
    await untilShown('24.5 ms');
  });
});
