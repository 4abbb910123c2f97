import { createReadStream } from 'node:fs';
import { restoreFrom } from '@formwright/server';
import type { Command } from 'commander';
import { words } from '../locale.ts';

/** `formwright restore`: a backup into an empty database, of either kind. */
export function addRestore(program: Command): void {
  program
    .command('restore <file>')
    .description(words('把备份恢复到空数据库', 'Restore a backup into an empty database'))
    .option('--data <folder>', words('数据文件夹', 'data folder'), './data')
    .option('--replace', words('先清空已有数据', 'empty the database first'))
    .action(async (file: string, options: { data: string; replace?: boolean }) => {
      const target = { data: options.data, uri: process.env.MONGODB_URI };
      const { documents } = await restoreFrom(target, createReadStream(file), { replace: options.replace ?? false });
      console.log(words(`已恢复 ${documents} 条`, `${documents} documents restored`));
    });
}
