import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { backupTo } from '@formwright/server';
import type { Command } from 'commander';
import { words } from '../locale.ts';

/** `formwright backup`: the whole database with files into one file, while the server runs or not. */
export function addBackup(program: Command): void {
  program
    .command('backup <file>')
    .description(words('备份整个数据库，含附件', 'Back up the whole database, files included'))
    .option('--data <folder>', words('数据文件夹', 'data folder'), './data')
    .action(async (file: string, options: { data: string }) => {
      const part = `${file}.part`;
      try {
        const { documents } = await backupTo(
          { data: options.data, uri: process.env.MONGODB_URI },
          createWriteStream(part, { mode: 0o600 }),
        );
        await rename(part, file);
        console.log(words(`已备份 ${documents} 条到 ${file}`, `${documents} documents backed up to ${file}`));
      } finally {
        await rm(part, { force: true });
      }
    });
}
