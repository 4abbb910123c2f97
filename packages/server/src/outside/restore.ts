import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { eraseRows, isEmpty, pasteRows } from '../store/copy-rows.ts';
import { type DatabaseTarget, openDatabase } from '../store/open-database.ts';
import { StartFault } from '../store/start-fault.ts';
import type { Store } from '../store/store.ts';
import { backupFormat, backupMark } from './backup.ts';

/** How a backup is taken in. */
export interface RestoreOptions {
  /** Whether to empty the database first; default false: one that holds anything is refused. */
  replace?: boolean;
}

/** Takes a backup into a database of either kind; everybody signs in anew afterwards. Throws StartFault with one plain sentence. */
export async function restoreFrom(target: DatabaseTarget, stream: Readable, options: RestoreOptions = {}): Promise<{ documents: number }> {
  const database = await openDatabase(target);
  try {
    return await restoreStore(database.store, stream, options);
  } finally {
    await database.close();
  }
}

/** The same for a database that is open already. */
export async function restoreStore(store: Store, stream: Readable, options: RestoreOptions = {}): Promise<{ documents: number }> {
  if (!options.replace && !(await isEmpty(store))) throw notEmpty();
  const failure: { cause?: unknown } = {};
  const unzipped = createGunzip();
  stream.on('error', (cause) => unzipped.destroy(cause));
  unzipped.on('error', (cause) => {
    failure.cause = cause;
  });
  const lines = createInterface({ input: stream.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  refuseForeign(await lines.next().catch(() => ({ value: undefined })));
  if (options.replace) await eraseRows(store);
  const end: { promised: number | undefined } = { promised: undefined };
  const documents = await pasteRows(store, body(lines, end));
  if (failure.cause !== undefined || end.promised !== documents) throw cutShort(failure.cause);
  return { documents };
}

async function* body(lines: AsyncIterator<string>, end: { promised: number | undefined }): AsyncGenerator<string> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const ended = /^\{"end":(\d+)\}$/.exec(next.value);
    if (ended) {
      end.promised = Number(ended[1]);
      return;
    }
    yield next.value;
  }
}

function refuseForeign(first: { value?: unknown }): void {
  const format = typeof first.value === 'string' ? new RegExp(`^\\{"${backupMark}":(\\d+)\\}$`).exec(first.value)?.[1] : undefined;
  if (format === undefined) throw new StartFault({ 'zh-CN': '这不是简构的备份文件', en: 'This file is not a backup of Formwright' });
  if (Number(format) > backupFormat)
    throw new StartFault({
      'zh-CN': `备份是更新版本的程序写的（格式 ${format}）；升级程序后再恢复`,
      en: `The backup was written by a newer version (format ${format}); update the program first`,
    });
}

function notEmpty(): StartFault {
  return new StartFault({
    'zh-CN': '数据库里已有数据；换一个空的，或加上 --replace 先清空',
    en: 'The database is not empty; use an empty one, or --replace to empty it first',
  });
}

function cutShort(cause: unknown): StartFault {
  return new StartFault(
    {
      'zh-CN': '备份文件不完整，恢复没有完成；换一份备份，用 --replace 重来',
      en: 'The backup file is cut short and was not restored completely; take another one with --replace',
    },
    cause,
  );
}
