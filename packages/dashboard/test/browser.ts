import { existsSync } from 'node:fs';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

/** Debian's Chromium; undefined where there is none. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

/** What a test looks at, and what went wrong in it. */
export interface Visit {
  readonly page: Page;
  /** Scripts that failed, what the policy forbade, and requests to elsewhere. */
  readonly faults: readonly string[];
  /** Resolves when the page's text contains that. */
  untilShown(text: string): Promise<unknown>;
}

/** How a page is opened. */
interface VisitOptions {
  /** Pixels; default 1280. */
  readonly width?: number;
  /** What is typed where the browser asks for a password. */
  readonly password?: string;
}

/** A browser for the tests of a file; the function opens the page at that address. */
export function useBrowser(): (url: string, options?: VisitOptions) => Promise<Visit> {
  let browser: Browser;
  beforeAll(async () => {
    // Root has no sandbox, and the only page that it ever opens is ours.
    browser = await puppeteer.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());
  return async (url, { width = 1280, password } = {}) => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) faults.push(`asked ${request.url()}`);
    });
    await page.setViewport({ width, height: 900 });
    if (password) await page.authenticate({ username: 'any', password });
    await page.goto(url);
    const untilShown = (text: string) =>
      page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`);
    return { page, faults, untilShown };
  };
}
