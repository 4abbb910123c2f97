import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { words } from '../locale.ts';

/** `formwright start`: the same as npm start. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description(words('启动服务', 'Start the server'))
    .option('--data <folder>', words('数据文件夹', 'data folder'))
    .action(async (options: { data?: string }) => {
      const script = fileURLToPath(new URL('../../../scripts/start.mjs', import.meta.url));
      const child = spawn(process.execPath, [script, ...(options.data ? ['--data', options.data] : [])], { stdio: 'inherit' });
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
      process.exitCode = await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
    });
}
