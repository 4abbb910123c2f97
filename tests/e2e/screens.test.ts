import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, setUpCompany, signIn } from '../company.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, type Viewer } from './browser.ts';

const customer = { app: 'customer', entity: 'customer' };
const full = process.env.FULL === '1';
let product: Product;
let company: Company;
let record: string;

beforeAll(async () => {
  product = await startProduct();
  company = await setUpCompany(product.url);
  const { records } = await company.sales.call('query', { params: customer, body: { limit: 1 } });
  record = records[0]?.id ?? '';
  await company.sales.call('startWorkflow', {
    params: { app: 'customer', key: 'level-approval' },
    body: { record, input: { level: 'A', reason: '签了年框，采购额翻倍' } },
  });
}, 180_000);

afterAll(() => product?.[Symbol.asyncDispose](), 60_000);

interface Screen {
  name: string;
  path: () => string;
  as: 'admin' | 'sales' | 'manager';
  /** Something that shows when the screen is there. */
  ready: (page: Page) => ReturnType<Page['locator']>;
}

const screens: Screen[] = [
  { name: 'workbench', path: () => '/', as: 'sales', ready: (page) => page.locator('main') },
  { name: 'list', path: () => '/apps/customer/entities/customer', as: 'sales', ready: (page) => page.getByText(/有限公司|集团|厂/).nth(3) },
  {
    name: 'kanban',
    path: () => '/apps/customer/entities/customer?view=by-stage',
    as: 'sales',
    ready: (page) => page.getByText(/有限公司|集团|厂/).nth(3),
  },
  {
    name: 'record',
    path: () => `/apps/customer/entities/customer/records/${record}`,
    as: 'sales',
    ready: (page) => page.getByText(/有限公司|集团|厂/).first(),
  },
  { name: 'inbox', path: () => '/tasks', as: 'manager', ready: (page) => page.getByText(/有限公司|集团|厂/).first() },
  {
    name: 'dashboard',
    path: () => '/apps/customer/dashboards/overview',
    as: 'manager',
    ready: (page) => page.locator('canvas, svg').nth(2),
  },
  {
    name: 'form-designer',
    path: () => '/apps/customer/design/form/customer',
    as: 'admin',
    ready: (page) => page.getByRole('heading').first(),
  },
  {
    name: 'workflow-designer',
    path: () => '/apps/customer/design/workflow/level-approval',
    as: 'admin',
    ready: (page) => page.locator('.react-flow__node').nth(2),
  },
  { name: 'admin', path: () => '/admin', as: 'admin', ready: (page) => page.getByText('顾南乔').first() },
  { name: 'templates', path: () => '/templates', as: 'admin', ready: (page) => page.locator('main') },
];

const looks: Viewer[] = (['zh-CN', 'en'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).flatMap((theme) => [1440, 390].map((width) => ({ locale, theme, width }))),
);
// In CI each language, theme and width is seen at least once; all eight at full size.
const chosen = full
  ? looks
  : looks.filter(
      ({ locale, theme, width }) => (locale === 'zh-CN' && theme === 'light') || (locale === 'en' && theme === 'dark' && width === 1440),
    );
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe.each(chosen)('every screen in $locale, $theme, $width px wide', (viewer) => {
  it('shows without a fault, fits the width, and speaks one language', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    for (const as of ['admin', 'sales', 'manager'] as const) {
      await using person = await openBrowser(product.url, viewer);
      await enter(person.page, as, viewer);
      for (const screen of screens.filter((one) => one.as === as)) wrong.push(...(await look(person.page, screen, viewer)));
      wrong.push(...person.faults);
    }
    expect(wrong).toEqual([]);
  });
});

async function enter(page: Page, as: Screen['as'], viewer: Viewer): Promise<void> {
  const client = await signIn(product.url, `${as}@example.com`);
  await client.call('changePassword', { body: { locale: viewer.locale ?? 'zh-CN' } });
  const answer = await page.context().request.post(`${product.url}/api/session`, {
    data: { email: `${as}@example.com`, password: company.passwords[as] },
    headers: { origin: product.url },
  });
  expect(answer.ok()).toBe(true);
}

async function look(page: Page, screen: Screen, viewer: Viewer): Promise<string[]> {
  await page.goto(screen.path());
  await screen.ready(page).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(800);
  await shoot(page, `${screen.name}-${viewer.width}-${viewer.locale}-${viewer.theme}`);
  const at = (fault: string) => `${screen.name}: ${fault}`;
  const [wide, keys, han] = await Promise.all([overflow(page), rawKeys(page), hanInChrome(page, screen, viewer)]);
  const serious = viewer.width === 1440 ? await seriousFaults(page) : [];
  return [...wide, ...keys, ...han, ...serious].map(at);
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return;
  await mkdir(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

async function overflow(page: Page): Promise<string[]> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return beyond > 1 ? [`${beyond} px wider than the window`] : [];
}

/** Keys of texts that were shown instead of the text; names in formulas look alike and are none. */
async function rawKeys(page: Page): Promise<string[]> {
  const shown = await page.locator('body').innerText();
  return [...shown.matchAll(/^(?!input\.|record\.)[a-z]+(?:\.[a-zA-Z]+){1,4}$/gm)].map((match) => `shows the key ${match[0]}`);
}

/** Chinese in the frame of an English page. Data and names stay as they are, and designers show documents in the language they are written in. */
async function hanInChrome(page: Page, screen: Screen, viewer: Viewer): Promise<string[]> {
  if (viewer.locale !== 'en') return [];
  const texts = await page
    .locator(screen.name.endsWith('designer') ? '[role=tab]' : 'nav a, [role=tab], [role=columnheader], label')
    .allInnerTexts();
  return texts.filter((text) => /\p{Script=Han}/u.test(text)).map((text) => `says ${text}`);
}

async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, 'utf8'));
  const found = await page.evaluate(async () => {
    const runner = (
      window as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
      }
    ).axe;
    return (await runner.run({ resultTypes: ['violations'] })).violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => `${one.id} ×${one.nodes.length}: ${one.nodes[0]?.html.slice(0, 160)}`);
  });
  return found;
}
