import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, setUpCompany } from '../company.ts';
import { type Product, startProduct } from '../product.ts';
import { openBrowser, type Person, type Viewer } from './browser.ts';

const customer = { app: 'customer', entity: 'customer' };
let product: Product;
let company: Company;
let manager: Person;

beforeAll(async () => {
  product = await startProduct();
  company = await setUpCompany(product.url);
  manager = await enter('manager');
}, 180_000);

afterAll(async () => {
  await manager?.[Symbol.asyncDispose]();
  await product?.[Symbol.asyncDispose]();
}, 60_000);

/** Opens a browser in which somebody is signed in. */
async function enter(as: 'admin' | 'sales' | 'manager', viewer: Viewer = {}): Promise<Person> {
  const person = await openBrowser(product.url, viewer);
  const answer = await person.page.context().request.post(`${product.url}/api/session`, {
    data: { email: `${as}@example.com`, password: company.passwords[as] },
    headers: { origin: product.url },
  });
  expect(answer.ok()).toBe(true);
  return person;
}

/** The rows of the list that is open, and its bar for chosen rows. */
const rows = (page: Page) => page.locator('[role=row][aria-selected]');
const bulkBar = (page: Page) => page.getByRole('toolbar', { name: '对选中的行' });

async function choose(page: Page, ...which: number[]): Promise<void> {
  for (const index of which) {
    await rows(page).nth(index).hover();
    await rows(page).nth(index).getByRole('checkbox').click();
  }
}

async function startApproval(index: number): Promise<string> {
  const { records } = await company.sales.call('query', { params: customer, body: { limit: 5 } });
  const record = records[index]?.id ?? '';
  await company.sales.call('startWorkflow', {
    params: { app: 'customer', key: 'level-approval' },
    body: { record, input: { level: 'A', reason: '签了年框' } },
  });
  return record;
}

describe('a day at work', { timeout: 120_000 }, () => {
  it('changes a field of several customers at once, and takes it back', async () => {
    const { page } = manager;
    await page.goto('/apps/customer/entities/customer');
    await rows(page).nth(0).getByText('林知夏').waitFor();
    const before = await rows(page).nth(0).innerText();
    await choose(page, 0, 1);
    await bulkBar(page).getByRole('button', { name: '转移负责人' }).click();
    await page.locator('#bulk-value').click();
    await page.locator('.ant-select-item-option').filter({ hasText: '顾南乔' }).click();
    await page.getByRole('button', { name: '修改 2 条' }).click();
    await rows(page).nth(0).getByText('顾南乔').waitFor();
    await rows(page).nth(1).getByText('顾南乔').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await rows(page).nth(0).getByText('林知夏').waitFor();
    // A chosen row shows its check mark where its number was.
    expect(before).toContain(await rows(page).nth(0).innerText());
  });

  it('deletes a customer and has it back; one with contacts stays, and the reason is told', async () => {
    const { page } = manager;
    await company.manager.call('createRecord', { params: customer, body: { name: '待删的测试厂' } });
    await page.goto('/apps/customer/entities/customer');
    const mine = rows(page).filter({ hasText: '待删的测试厂' });
    await mine.waitFor();
    await choose(page, 0, 1);
    await bulkBar(page).getByRole('button', { name: '删除' }).click();
    await page.getByText('已删除 1 个客户').waitFor();
    await page.getByText('1 条没有删除：「客户」正被使用，不能删除').waitFor();
    await mine.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await mine.waitFor();
  });

  it('says something about a customer, below its tab', async () => {
    const { page } = manager;
    await page.goto(`/apps/customer/entities/customer/records/${await startApproval(0)}`);
    await page.getByRole('tab', { name: '评论' }).click();
    await page.getByPlaceholder('写评论').fill('唐总说账期可以接受');
    await page.getByRole('button', { name: '发送' }).click();
    await page.locator('aside li').getByText('唐总说账期可以接受').waitFor();
    await page.getByRole('tab', { name: '变更' }).click();
    await page.locator('aside li').getByText('唐总说账期可以接受').waitFor({ state: 'detached' });
  });

  it('ends a run: who started it withdraws it, an admin terminates it from the record', async () => {
    await using sales = await enter('sales');
    await sales.page.goto('/tasks?box=started');
    await sales.page.getByRole('button', { name: '撤回' }).click();
    await sales.page.locator('aside').getByText('已撤回').waitFor();
    await using admin = await enter('admin');
    await admin.page.goto(`/apps/customer/entities/customer/records/${await startApproval(1)}`);
    await admin.page.getByRole('tab', { name: '流程' }).click();
    await admin.page.getByRole('button', { name: '终止流程' }).click();
    await admin.page.locator('aside').getByText('已终止').waitFor();
    expect([...sales.faults, ...admin.faults]).toEqual([]);
  });

  it('reads a task in English where English is spoken, names of steps and fields too', async () => {
    await startApproval(2);
    await company.manager.call('changePassword', { body: { locale: 'en' } });
    await using english = await enter('manager', { locale: 'en' });
    await english.page.goto('/tasks');
    await english.page.getByText('Tier approval').first().waitFor();
    await english.page.getByText('Manager approves').first().waitFor();
    const labels = await english.page.locator('dt').allInnerTexts();
    expect(labels.filter((label) => /\p{Script=Han}/u.test(label))).toEqual([]);
    expect(labels.length).toBeGreaterThan(5);
  });

  it('designs on a tablet: what is selected slides its properties over the form', async () => {
    await using admin = await enter('admin', { width: 900, height: 1000 });
    const { page } = admin;
    await page.goto('/apps/customer/design/form/customer');
    await page.getByRole('button', { name: '字段「电话」' }).click();
    const panel = page.getByRole('complementary', { name: '属性' });
    await panel.getByText('可搜索').waitFor();
    await panel.getByRole('button', { name: '关闭属性' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '表单与对象设置' }).click();
    await panel.getByText('标题字段').waitFor();
    expect([...admin.faults, ...manager.faults]).toEqual([]);
  });
});
