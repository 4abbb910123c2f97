import { hostname } from 'node:os';
import { password as askPassword, text as askText, isCancel } from '@clack/prompts';
import { createClient } from '@formwright/client';
import type { Command } from 'commander';
import { defaultUrl, rememberKey } from '../connection.ts';
import { Fault } from '../fault.ts';
import { locale, words } from '../locale.ts';

/** `formwright login`: signs in and keeps an API key for later commands. */
export function addLogin(program: Command): void {
  program
    .command('login')
    .description(words('登录服务器，记住一个 API 密钥', 'Sign in and remember an API key'))
    .option('--url <address>', words('服务器地址', 'address of the server'), defaultUrl)
    .option('--email <email>', words('登录邮箱', 'e-mail'))
    .action(async (options: { url: string; email?: string }) => {
      const email = options.email ?? (await ask(askText({ message: words('邮箱', 'E-mail') })));
      const password = process.env.FORMWRIGHT_PASSWORD ?? (await ask(askPassword({ message: words('密码', 'Password') })));
      const baseUrl = options.url.replace(/\/+$/, '');
      const { token } = await createClient({ baseUrl, locale }).call('signIn', { body: { email, password } });
      const client = createClient({ baseUrl, locale, token });
      const { secret } = await client.call('createKey', { body: { name: `formwright @ ${hostname()}` } });
      await rememberKey(baseUrl, secret);
      await client.call('signOut');
      console.log(words(`已登录 ${baseUrl}`, `Signed in to ${baseUrl}`));
    });
}

async function ask(answer: Promise<string | symbol>): Promise<string> {
  const value = await answer;
  if (typeof value === 'symbol' || isCancel(value)) throw new Fault(words('已取消', 'Cancelled'));
  return value;
}
