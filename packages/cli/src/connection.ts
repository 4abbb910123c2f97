import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Client, createClient } from '@formwright/client';
import { Fault } from './fault.ts';
import { locale, words } from './locale.ts';

/** Where commands look for a server unless told. */
export const defaultUrl = 'http://127.0.0.1:3000';

/** Client with a key from FORMWRIGHT_KEY, else from `formwright login`. Throws Fault when there is neither. */
export async function connect(url: string): Promise<Client> {
  const baseUrl = url.replace(/\/+$/, '');
  const token = process.env.FORMWRIGHT_KEY || (await readKeys()).get(baseUrl);
  if (!token)
    throw new Fault(
      words(
        `还没有登录 ${baseUrl}：先运行 formwright login，或设置 FORMWRIGHT_KEY`,
        `Not signed in to ${baseUrl}: run formwright login, or set FORMWRIGHT_KEY`,
      ),
    );
  return createClient({ baseUrl, token, locale });
}

/** Remembers the key of a server for later commands; the file is for its owner only. */
export async function rememberKey(url: string, key: string): Promise<void> {
  const keys = (await readKeys()).set(url.replace(/\/+$/, ''), key);
  await mkdir(dirname(keyFile()), { recursive: true, mode: 0o700 });
  await writeFile(keyFile(), `${JSON.stringify([...keys], null, 2)}\n`, { mode: 0o600 });
}

async function readKeys(): Promise<Map<string, string>> {
  try {
    return new Map(JSON.parse(await readFile(keyFile(), 'utf8')) as [string, string][]);
  } catch {
    // No file yet, or one that cannot be read: the same as not signed in.
    return new Map();
  }
}

function keyFile(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'formwright', 'keys.json');
}
