import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from 'embedded-mongo';
import { MongoClient } from 'mongodb';
import { mongodBinary, startRealMongod } from '../test/real-mongod.ts';
import { type Figure, figures, type Place } from './figures.ts';
import { measure } from './measure.ts';
import { indexes, opportunity } from './sample-documents.ts';

/** One line of the report. `ratio` is to mongod in the same run; `met` says whether the goal is reached. */
export type Row = {
  readonly suite: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly raw?: unknown;
  readonly ratio?: number;
  readonly goal?: string;
  readonly met?: boolean;
};

type Options = { readonly full: boolean; readonly log: (line: string) => void };
type Report = { readonly rows: Row[]; readonly log: (line: string) => void; readonly rates: Map<string, number> };

const suite = 'embedded';
const loadBatch = 1000;

/** Measures the embedded store beside the mongod that MONGOD_BINARY names: 100,000 documents, and 1,000,000 when `full`. */
export async function run({ full, log }: Options): Promise<Row[]> {
  const report: Report = { rows: [], log, rates: new Map() };
  if (!mongodBinary) log('MONGOD_BINARY names no mongod: absolute figures only');
  for (const documents of full ? [100_000, 1_000_000] : [100_000]) await measureSize(documents, report);
  return report.rows;
}

async function measureSize(documents: number, report: Report): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'em-bench-'));
  const store = await startEmbeddedMongo({ folder });
  const mongod = mongodBinary ? await startRealMongod(mongodBinary) : undefined;
  const clients = await Promise.all(
    [store.uri, ...(mongod ? [mongod.uri] : [])].map((uri) => new MongoClient(uri, { maxPoolSize: 32 }).connect()),
  );
  try {
    const places = clients.map((client): Place => ({ client, collection: client.db('bench').collection('opportunities'), documents }));
    const loads: number[] = [];
    for (const place of places) loads.push(await load(place));
    addRate(report, { figure: { name: 'insertMany', goal: 0.5 }, rates: loads, documents, unit: 'documents/s' });
    for (const figure of figures) {
      if (figure.sizes === 'small' && documents > 100_000) continue;
      addRate(report, { figure, rates: await measure(figure, places), documents, unit: '/s' });
    }
  } finally {
    for (const client of clients) await client.close();
    await mongod?.close();
    await store.close();
  }
  await measureOpening(folder, documents, report);
  rmSync(folder, { recursive: true, force: true });
}

/** Fills the collection with its indexes in place; answers documents per second. */
async function load({ collection, documents }: Place): Promise<number> {
  await collection.createIndexes(indexes.map((index) => ({ ...index, key: { ...index.key } })));
  const started = performance.now();
  for (let from = 0; from < documents; from += loadBatch) {
    await collection.insertMany(Array.from({ length: loadBatch }, (_, offset) => opportunity(from + offset)));
  }
  return (documents * 1000) / (performance.now() - started);
}

type Rates = { figure: Pick<Figure, 'name' | 'goal'>; rates: number[]; documents: number; unit: string };

function addRate(report: Report, { figure, rates, documents, unit }: Rates): void {
  const [ours = 0, theirs] = rates;
  const ratio = theirs ? round(ours / theirs) : undefined;
  const name = `${figure.name} (${documents.toLocaleString('en')})`;
  report.rates.set(name, ours);
  addRow(report, {
    name,
    value: round(ours),
    unit,
    raw: { mongod: theirs && round(theirs) },
    ratio,
    goal: `≥ ${figure.goal} of mongod`,
    met: ratio && ratio >= figure.goal,
  });
  const small = report.rates.get(`${figure.name} (100,000)`);
  if (documents > 100_000 && small && /^(find|page)/.test(figure.name)) {
    const slower = round(small / ours);
    addRow(report, { name: `${figure.name}: 100,000 to 1,000,000`, value: slower, unit: '× slower', goal: '≤ 1.5', met: slower <= 1.5 });
  }
}

/** Opens the filled store again and looks at its memory after some reads. */
async function measureOpening(folder: string, documents: number, report: Report): Promise<void> {
  const started = performance.now();
  const store = await startEmbeddedMongo({ folder });
  const seconds = round((performance.now() - started) / 1000);
  const client = await new MongoClient(store.uri).connect();
  const place = { client, collection: client.db('bench').collection('opportunities'), documents };
  for (const figure of figures.filter(({ name }) => /^(find|page|count|update).*1/.test(name))) await measure(figure, [place]);
  const megabytes = anonymousMegabytes(store.pid);
  await client.close();
  await store.close();
  const size = documents.toLocaleString('en');
  const large = documents === 1_000_000;
  addRow(report, { name: `open (${size})`, value: seconds, unit: 's', goal: '≤ 1', met: large ? seconds <= 1 : undefined });
  if (megabytes)
    addRow(report, {
      name: `anonymous RSS (${size})`,
      value: megabytes,
      unit: 'MB',
      goal: '≤ 250',
      met: large ? megabytes <= 250 : undefined,
    });
}

function addRow(report: Report, row: Omit<Row, 'suite' | 'met'> & { met?: boolean | 0 }): void {
  const met = row.met === 0 ? false : row.met;
  report.rows.push({ suite, ...row, met });
  report.log(
    `${row.name}: ${row.value} ${row.unit}${row.ratio === undefined ? '' : ` (${row.ratio} of mongod)`}${met === false ? '  below the goal' : ''}`,
  );
}

function anonymousMegabytes(pid: number): number | undefined {
  try {
    const found = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === undefined ? undefined : Math.round(Number(found) / 1024);
  } catch {
    return undefined;
  }
}

function round(value: number): number {
  return value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;
}
