import { readFile } from 'node:fs/promises';
import { progress } from '@clack/prompts';
import type { Client } from '@formwright/client';
import type { Field } from '@formwright/metadata';
import type { Command } from 'commander';
import { connect, defaultUrl } from '../connection.ts';
import { Fault } from '../fault.ts';
import { words } from '../locale.ts';
import { matchColumns } from '../table/columns.ts';
import { readTable } from '../table/read-table.ts';
import { writeReport } from '../table/report.ts';
import { type Sent, sendRows } from '../table/send-rows.ts';

interface ImportOptions {
  app: string;
  entity: string;
  key: string;
  url: string;
}

/** `formwright import`: rows of a CSV become records; running it twice does not double them. */
export function addImport(program: Command): void {
  program
    .command('import <file>')
    .description(words('把 CSV 导入业务对象', 'Import a CSV into an entity'))
    .requiredOption('--app <app>', words('应用', 'app'))
    .requiredOption('--entity <entity>', words('业务对象', 'entity'))
    .requiredOption('--key <field>', words('用哪个字段判断是不是同一条', 'field that tells whether a record is there already'))
    .option('--url <address>', words('服务器地址', 'address of the server'), defaultUrl)
    .action(importFile);
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const table = readTable(await readFile(file).catch(() => Promise.reject(new Fault(words(`读不到文件 ${file}`, `Cannot read ${file}`)))));
  const client = await connect(options.url);
  const { columns, unknown } = matchColumns(table.head, await fieldsOf(client, options));
  const key = columns.find((column) => column.key === options.key);
  if (key === undefined)
    throw new Fault(words(`文件里没有字段 ${options.key} 的列`, `No column of the file belongs to the field ${options.key}`));
  if (unknown.length > 0)
    console.log(
      words(`这些列没有对应的字段，跳过：${unknown.join('、')}`, `Columns without a field are passed over: ${unknown.join(', ')}`),
    );
  const context = { columns, timeZone: await timeZoneOf(client), person: await peopleOf(client) };
  const bar = startBar(table.rows.length);
  const sent = await sendRows(table.rows, context, { target: { client, app: options.app, entity: options.entity, key }, progress: bar.to });
  bar.end();
  await tell(file, sent);
}

async function fieldsOf(client: Client, options: ImportOptions): Promise<Map<string, Field>> {
  const { documents } = await client.call('app', { params: { app: options.app } });
  const entity = documents.entities.find((one) => one.key === options.entity);
  if (entity === undefined)
    throw new Fault(
      words(`应用 ${options.app} 里没有业务对象 ${options.entity}`, `The app ${options.app} has no entity ${options.entity}`),
    );
  return new Map(Object.entries(entity.properties).filter(([, field]) => field.readOnly !== true));
}

async function timeZoneOf(client: Client): Promise<string> {
  return (await client.call('session')).organisation.timeZone;
}

async function peopleOf(client: Client): Promise<(name: string) => string | undefined> {
  const { people } = await client.call('people');
  const byName = new Map<string, string | undefined>();
  for (const { id, name, active } of people) if (active) byName.set(name, byName.has(name) ? undefined : id);
  return (name) => byName.get(name);
}

/** A progress bar on a terminal; plain lines elsewhere. */
function startBar(max: number): { to: (done: number) => void; end: () => void } {
  if (!process.stdout.isTTY) return { to: (done) => console.log(`${done} / ${max}`), end: () => undefined };
  const bar = progress({ max });
  let shown = 0;
  bar.start(words('导入中', 'Importing'));
  return {
    to: (done) => {
      bar.advance(done - shown, `${done} / ${max}`);
      shown = done;
    },
    end: () => bar.stop(words('导入结束', 'Import done')),
  };
}

async function tell(file: string, sent: Sent): Promise<void> {
  console.log(
    words(
      `新建 ${sent.created} 条，更新 ${sent.updated} 条，没有变化 ${sent.unchanged} 条`,
      `${sent.created} created, ${sent.updated} updated, ${sent.unchanged} unchanged`,
    ),
  );
  if (sent.bad.length === 0) return;
  const lines = new Set(sent.bad.map((row) => row.line)).size;
  const path = await writeReport(file, sent.bad);
  console.log(words(`${lines} 行没有导入，原因见 ${path}`, `${lines} rows were not imported; see ${path}`));
}
