import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { connectStore } from './connect-store.ts';
import { StartFault } from './start-fault.ts';
import type { Store } from './store.ts';

/** Which database to open. */
export interface DatabaseTarget {
  /** URI of a MongoDB; left out or empty: embedded-mongo in the data folder. */
  uri?: string | undefined;
  /** Data folder of embedded-mongo; default ./data. Made when missing. */
  data?: string | undefined;
}

/** How a database is opened. */
export interface OpenOptions {
  /** Whether to read along with a server that has the data folder open; default false: a folder in use is refused. */
  share?: boolean;
}

/** A database that was opened, and what must be closed with it. */
export interface OpenDatabase {
  store: Store;
  /** Whether no other server can be at work on it. */
  sole: boolean;
  close(): Promise<void>;
}

/** Format of the data folder: a newer one is refused. */
const dataFormat = 1;

/** Opens the database of an install; starts embedded-mongo when no URI names another. Throws StartFault with one plain sentence. */
export async function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<OpenDatabase> {
  if (target.uri !== undefined && target.uri !== '') {
    const store = await connect(target.uri);
    return { store, sole: false, close: () => store.close() };
  }
  const folder = resolve(target.data ?? './data');
  prepareFolder(folder);
  const running = options.share ? await joinRunning(folder) : undefined;
  return running ?? openFolder(folder);
}

async function openFolder(folder: string): Promise<OpenDatabase> {
  const embedded = await startEmbedded(join(folder, 'db'), folder);
  const mark = join(folder, runningMark);
  try {
    const uri = withDatabase(embedded.uri);
    const store = await connectStore(uri, { alone: true });
    writeFileSync(mark, `${JSON.stringify({ uri })}\n`, { mode: 0o600 });
    return {
      store,
      sole: true,
      close: async () => {
        rmSync(mark, { force: true });
        await store.close();
        await embedded.close();
      },
    };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

/** Where a running server says how its database is reached: only a program that may read the data folder learns it. */
const runningMark = 'running.json';

async function joinRunning(folder: string): Promise<OpenDatabase | undefined> {
  try {
    const told: unknown = JSON.parse(readFileSync(join(folder, runningMark), 'utf8'));
    if (typeof told !== 'object' || told === null || !('uri' in told) || typeof told.uri !== 'string') return undefined;
    const store = await connectStore(told.uri, { timeoutMs: 2000 });
    return { store, sole: false, close: () => store.close() };
  } catch {
    // Left over from a server that is gone: the folder is free.
    return undefined;
  }
}

async function connect(uri: string): Promise<Store> {
  try {
    return await connectStore(uri, { timeoutMs: 8000 });
  } catch (cause) {
    const shown = uri.replace(/\/\/[^@/]*@/, '//…@');
    if (cause instanceof Error && cause.message.includes('--replSet')) {
      throw new StartFault(
        {
          'zh-CN':
            '这个 MongoDB 不支持事务。用 --replSet rs0 启动它，执行一次 rs.initiate()，再在 MONGODB_URI 里加上 ?replicaSet=rs0：这样就成了单节点副本集',
          en: cause.message,
        },
        cause,
      );
    }
    throw new StartFault(
      {
        'zh-CN': `连不上 MONGODB_URI 指定的数据库 ${shown}；检查地址、账号和它是否在运行`,
        en: `Cannot reach the database of MONGODB_URI, ${shown}; check its address, its account and that it runs`,
      },
      cause,
    );
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartFault(
      {
        'zh-CN': `数据文件夹 ${folder} 不能写入；换一个：--data <文件夹>`,
        en: `The data folder ${folder} cannot be written; use another: --data <folder>`,
      },
      cause,
    );
  }
  const mark = join(folder, 'format.json');
  const found = existsSync(mark) ? readFormat(mark) : dataFormat;
  if (found > dataFormat) {
    throw new StartFault({
      'zh-CN': `数据文件夹 ${folder} 是更新版本的程序写的（格式 ${found}）；升级程序后再启动`,
      en: `The data folder ${folder} was written by a newer version (format ${found}); update the program first`,
    });
  }
  if (!existsSync(mark)) writeFileSync(mark, `${JSON.stringify({ format: dataFormat })}\n`);
}

/** Makes a folder and those above it, one by one: Node's own recursion never ends where the system answers that a parent is missing, as below /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function readFormat(mark: string): number {
  try {
    const value: unknown = JSON.parse(readFileSync(mark, 'utf8'));
    if (typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number') return value.format;
  } catch (cause) {
    throw new StartFault(
      {
        'zh-CN': `${mark} 读不懂；从备份恢复，或删掉它再启动`,
        en: `${mark} cannot be read; restore a backup, or remove it and start again`,
      },
      cause,
    );
  }
  return dataFormat;
}

async function startEmbedded(path: string, folder: string) {
  const { startEmbeddedMongo } = await import('embedded-mongo');
  try {
    return await startEmbeddedMongo({ folder: path });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartFault(
      {
        'zh-CN': `数据文件夹 ${folder} 打不开，可能另一个程序正在用它：${reason}`,
        en: `The data folder ${folder} cannot be opened; another program may be using it: ${reason}`,
      },
      cause,
    );
  }
}

/** The URI with our database named in it. */
function withDatabase(uri: string): string {
  const [address = '', options] = uri.split('?', 2);
  const [, scheme = '', host = ''] = /^(\w+:\/\/)([^/]+)/.exec(address) ?? [];
  return `${scheme}${host}/formwright${options === undefined ? '' : `?${options}`}`;
}
