import { type Client, createClient } from '@formwright/client';

/** A company that has just been set up, with the customer app and its two sample people. */
export interface Company {
  admin: Client;
  sales: Client;
  manager: Client;
  /** Words with which each signs in. */
  passwords: { admin: string; sales: string; manager: string };
}

/** What everybody here signs in with. */
export const password = 'quiet-river-stone-42';

/** Makes the first admin of a fresh product. */
export async function setUp(url: string): Promise<Client> {
  const body = {
    organisation: '澄川智能装备',
    name: '周砚秋',
    email: 'admin@example.com',
    password,
    locale: 'zh-CN' as const,
    timeZone: 'Asia/Shanghai',
  };
  const { token } = await createClient({ baseUrl: url }).call('setup', { body });
  return createClient({ baseUrl: url, token });
}

/** Sets a fresh product up over HTTP: admin, customer app with sample data, both sample people with passwords of their own. */
export async function setUpCompany(url: string, sampleData = true): Promise<Company> {
  const admin = await setUp(url);
  const { people } = await admin.call('installApp', { body: { template: 'customer', sampleData } });
  const oneTime = new Map((people ?? (await addPeople(admin))).map((person) => [person.email, person.oneTimePassword]));
  return {
    admin,
    sales: await signInFirst(url, 'sales@example.com', oneTime.get('sales@example.com') ?? ''),
    manager: await signInFirst(url, 'manager@example.com', oneTime.get('manager@example.com') ?? ''),
    passwords: { admin: password, sales: password, manager: password },
  };
}

/** Without sample data no sample people come along, so the admin adds the two. */
async function addPeople(admin: Client): Promise<{ email: string; oneTimePassword: string }[]> {
  const add = async (name: string, role: string, manager?: string) => {
    const email = `${role}@example.com`;
    const body = { name, email, department: '华东销售一部', roles: [`customer.${role}`], ...(manager ? { manager } : {}) };
    const { oneTimePassword = '' } = await admin.call('createUser', { body });
    return { email, oneTimePassword };
  };
  const manager = await add('顾南乔', 'manager');
  return [manager, await add('林知夏', 'sales', manager.email)];
}

async function signInFirst(url: string, email: string, oneTime: string): Promise<Client> {
  const { token } = await createClient({ baseUrl: url }).call('signIn', { body: { email, password: oneTime } });
  await createClient({ baseUrl: url, token }).call('changePassword', { body: { password: oneTime, newPassword: password } });
  return createClient({ baseUrl: url, token });
}

/** Signs in again with the password of a set-up company, or with another. */
export async function signIn(url: string, email: string, words = password): Promise<Client> {
  const { token } = await createClient({ baseUrl: url }).call('signIn', { body: { email, password: words } });
  return createClient({ baseUrl: url, token });
}
