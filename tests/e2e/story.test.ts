import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, rssMegabytes, startProduct } from '../product.ts';
import { openBrowser, type Person } from './browser.ts';

const password = 'quiet-river-stone-42';
const oneTime = new Map<string, string>();
let product: Product;
let admin: Person;
let sales: Person;
let manager: Person;

beforeAll(async () => {
  product = await startProduct();
  admin = await openBrowser(product.url);
}, 120_000);

afterAll(async () => {
  if (process.env.STORY_RSS && product) await writeFile(process.env.STORY_RSS, String(await rssMegabytes(product.pid)));
  for (const person of [admin, sales, manager]) await person?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
}, 60_000);

/** A picture of the page, when SHOTS names a folder for them. */
async function shoot(page: Page, name: string): Promise<void> {
  if (!process.env.SHOTS) return;
  await mkdir(process.env.SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`) });
}

/** Signs a sample person in for the first time: the one-time password has to be changed. */
async function signInFirst(email: string): Promise<Person> {
  const person = await openBrowser(product.url);
  const { page } = person;
  await page.goto('/');
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码', { exact: true }).fill(oneTime.get(email) ?? '');
  await page.keyboard.press('Enter');
  await page.getByLabel('一次性密码', { exact: true }).fill(oneTime.get(email) ?? '');
  await page.getByLabel('新密码', { exact: true }).fill(password);
  await page.getByLabel('再输一次新密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '换好并进入' }).click();
  await page.getByRole('link', { name: '工作台' }).first().waitFor();
  return person;
}

/** Picks a choice in an antd select. */
async function choose(page: Page, field: Locator, label: string): Promise<void> {
  await field.click();
  await page
    .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    .filter({ hasText: label })
    .first()
    .click();
}

const name = '苏州栖梧精密机械有限公司';
const openList = (page: Page) => page.goto('/apps/customer/entities/customer');
const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const total = (page: Page) => page.getByText(/^共 \d+ 条$/);
const slow = { timeout: 60_000 };

/** Opens the drawer of the story's customer from the list. */
async function openCustomer(page: Page): Promise<Locator> {
  await openList(page);
  await page.getByPlaceholder('搜索').first().fill('栖梧精密');
  await expect.poll(() => total(page).innerText(), slow).toBe('共 1 条');
  await row(page, name).hover();
  await row(page, name).getByRole('button', { name: '打开' }).click();
  return page.getByRole('dialog');
}

/** Publishes the draft and waits for the version that it makes. */
async function publish(page: Page): Promise<void> {
  await page.getByText('草稿已自动保存').waitFor(slow);
  await page.getByRole('button', { name: '发布' }).click();
  await page
    .getByText(/已发布 v\d+/)
    .first()
    .waitFor(slow);
}

describe('a small company in its first hour', { timeout: 240_000 }, () => {
  it('sets up: organisation, admin, customer app with sample data and two people', async () => {
    const { page } = admin;
    await page.goto('/');
    await page.getByLabel('组织名称').fill('澄川智能装备');
    await page.getByLabel('你的姓名').fill('周砚秋');
    await page.getByLabel('登录邮箱').fill('admin@example.com');
    await page.getByLabel('密码', { exact: true }).fill(password);
    await shoot(page, 'setup');
    await page.getByRole('button', { name: '创建并进入' }).click();
    await page.getByText('sales@example.com').waitFor({ timeout: 60_000 });
    const shown = await page.locator('body').innerText();
    for (const [, email, word] of shown.matchAll(/(\S+@example\.com)\s+(\w{4}-\w{4}-\w{4})/g)) oneTime.set(email ?? '', word ?? '');
    expect([...oneTime.keys()].sort()).toEqual(['manager@example.com', 'sales@example.com']);
    await shoot(page, 'setup-people');
    await page.getByRole('button', { name: '进入工作台' }).click();
    await page.getByRole('link', { name: '工作台' }).first().waitFor();
    await shoot(page, 'workbench');
  });

  it('lists 200 customers; search and filter narrow them on the server', async () => {
    const { page } = admin;
    await openList(page);
    await expect.poll(() => total(page).innerText(), slow).toBe('共 200 条');
    await shoot(page, 'list');
    await page.getByPlaceholder('搜索').first().fill('苏州');
    await expect.poll(() => total(page).innerText(), slow).not.toBe('共 200 条');
    await page.getByPlaceholder('搜索').first().fill('');
    await expect.poll(() => total(page).innerText(), slow).toBe('共 200 条');
  });

  it('lets a sales person create a customer: the number is drawn, a wrong phone is told beside its field', async () => {
    sales = await signInFirst('sales@example.com');
    const { page } = sales;
    await openList(page);
    await expect.poll(() => total(page).innerText(), slow).toMatch(/^共 1\d\d 条$/);
    await page.getByRole('button', { name: '新建客户' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('必填').first().waitFor();
    await dialog.getByLabel('客户名称').fill(name);
    await dialog.getByLabel('电话').fill('电话待补');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('电话号码不对').waitFor();
    await dialog.getByLabel('电话').fill('13800006021');
    await shoot(page, 'new-record');
    await dialog.getByRole('button', { name: '保存' }).click();
    await page
      .getByText(/KH-\d{8}-\d{4}/)
      .first()
      .waitFor();
    await shoot(page, 'record-drawer');
  });

  it('shows the new customer in the admin’s open list without a reload', async () => {
    await row(admin.page, name).first().waitFor(slow);
    await shoot(admin.page, 'list-live');
  });

  it('moves it to the next stage by dragging its card', async () => {
    const { page } = sales;
    await page.goto('/apps/customer/entities/customer?view=by-stage');
    const column = (label: string) => page.getByRole('region', { name: label, exact: true });
    const card = (label: string) => column(label).getByText(name);
    await page.getByPlaceholder('搜索').first().fill('栖梧精密');
    await card('线索').waitFor();
    await shoot(page, 'kanban');
    await card('线索').dragTo(column('初步接洽'));
    await card('初步接洽').waitFor();
  });

  it('lets the admin add a field by the designer; published, it is in form and list at once', async () => {
    const { page } = admin;
    await page.goto('/apps/customer/design/form/customer');
    await page.getByRole('button', { name: '单行文本' }).click();
    await page.getByLabel('标题', { exact: true }).fill('微信号');
    await page.getByRole('tab', { name: /用在哪/ }).click();
    await page.getByRole('checkbox', { name: '全部客户' }).check();
    await shoot(page, 'form-designer');
    await publish(page);
    await openList(sales.page);
    await sales.page.getByRole('columnheader', { name: '微信号' }).waitFor(slow);
    await sales.page.getByRole('button', { name: '新建客户' }).click();
    await sales.page.getByRole('dialog').getByLabel('微信号').waitFor();
    await sales.page.keyboard.press('Escape');
  });

  it('lets the admin add a second approval to the workflow and publish it', async () => {
    const { page } = admin;
    await page.goto('/apps/customer/design/workflow/level-approval');
    await page.getByText('经理审批').first().click();
    await page.getByRole('button', { name: '审批', exact: true }).click();
    await page.getByLabel('节点名称').fill('总监审批');
    await shoot(page, 'workflow-designer');
    await publish(page);
  });

  it('asks for level A as sales; the manager approves both steps; the level is A and the history names both', async () => {
    const drawer = await openCustomer(sales.page);
    await drawer.getByRole('button', { name: '申请升级' }).click();
    const form = sales.page.getByRole('dialog').filter({ hasText: '申请理由' }).last();
    await choose(sales.page, form.getByLabel('申请等级'), 'A 级');
    await form.getByLabel('申请理由').fill('签了年框，采购额翻倍');
    await form.getByRole('button', { name: '提交' }).click();
    manager = await signInFirst('manager@example.com');
    const { page } = manager;
    for (const step of ['经理审批', '总监审批']) {
      await page.goto('/tasks');
      await page.getByText(name).first().click();
      await page.getByText(step).first().waitFor();
      await shoot(page, `inbox-${step === '经理审批' ? 1 : 2}`);
      await page.getByRole('button', { name: /^同意/ }).click();
      await page
        .getByText(/已同意/)
        .first()
        .waitFor(slow);
    }
    const told = await openCustomer(sales.page);
    await told.getByText('A 级').first().waitFor(slow);
    await told.getByRole('tab', { name: '动态' }).click();
    await told.getByText('林知夏').first().waitFor();
    await told.getByText('顾南乔').first().waitFor();
    await shoot(sales.page, 'history');
  });

  it('meets no fault on any page, and nothing leaves this machine', () => {
    expect([admin, sales, manager].flatMap((person) => person.faults)).toEqual([]);
  });
});
