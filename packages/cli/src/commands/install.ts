import { readFile, stat } from 'node:fs/promises';
import type { BodyOf, contract } from '@formwright/client';
import type { Command } from 'commander';
import { strToU8, zipSync } from 'fflate';
import { connect, defaultUrl } from '../connection.ts';
import { words } from '../locale.ts';
import { readFolder } from '../package/read-folder.ts';

/** `formwright install`: a template by name, or an app package as folder or zip. */
export function addInstall(program: Command): void {
  program
    .command('install <what>')
    .description(words('安装模板，或一个应用包（文件夹或 zip）', 'Install a template, or an app package (folder or zip)'))
    .option('--sample-data', words('带上示例数据', 'with sample data'))
    .option('--url <address>', words('服务器地址', 'address of the server'), defaultUrl)
    .action(async (what: string, options: { sampleData?: boolean; url: string }) => {
      const client = await connect(options.url);
      const { app, people } = await client.call('installApp', {
        body: { ...(await sourceOf(what)), sampleData: options.sampleData ?? false },
      });
      console.log(words(`已安装「${app.title}」`, `Installed ${app.title}`));
      for (const person of people ?? []) console.log(`${person.name}  ${person.email}  ${person.oneTimePassword}`);
    });
}

async function sourceOf(what: string): Promise<BodyOf<(typeof contract)['installApp']>> {
  const found = await stat(what).catch(() => undefined);
  if (found === undefined) return { template: what };
  if (!found.isDirectory()) return { package: (await readFile(what)).toString('base64') };
  const files = [...(await readFolder(what))].map(([path, text]) => [path, strToU8(text)] as const);
  return { package: Buffer.from(zipSync(Object.fromEntries(files))).toString('base64') };
}
