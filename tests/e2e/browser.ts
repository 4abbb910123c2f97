import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

/** How one person looks at the product. */
export interface Viewer {
  width?: number;
  height?: number;
  locale?: 'zh-CN' | 'en';
  theme?: 'light' | 'dark';
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser of one person: its own cookies, closed with `await using`. */
export interface Person extends AsyncDisposable {
  page: Page;
  /** Messages of the console that tell of a fault, and requests to anywhere but the product. */
  faults: string[];
}

/** Opens a browser with a fresh profile. Faults of the page are gathered for the test to look at. */
export async function openBrowser(url: string, viewer: Viewer = {}): Promise<Person> {
  const profile = await mkdtemp(join(tmpdir(), 'formwright-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
    baseURL: url,
    viewport: { width: viewer.width ?? 1440, height: viewer.height ?? (viewer.width !== undefined && viewer.width < 500 ? 844 : 900) },
    locale: viewer.locale ?? 'zh-CN',
    colorScheme: viewer.theme ?? 'light',
    timezoneId: 'Asia/Shanghai',
  });
  // The language this browser chose earlier, as the product remembers it.
  await context.addInitScript((locale) => localStorage.setItem('fw.locale', locale), viewer.locale ?? 'zh-CN');
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  return {
    page,
    faults: watch(context, page, url),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function watch(context: BrowserContext, page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  context.on('request', (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !/^(data|blob|chrome|about):/.test(address)) faults.push(`request to ${address}`);
  });
  return faults;
}
