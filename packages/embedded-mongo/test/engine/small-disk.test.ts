import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { filter, openShop, things } from './engine-fixture.ts';

const program = join(import.meta.dirname, `small-disk-program.${process.pid}.mjs`);

let folder: string;
let child: ChildProcess;
let lines: AsyncIterator<string>;

beforeAll(() => {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'small-disk-program.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    conditions: ['source'],
  });
});
afterAll(() => rmSync(program, { force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
});

/** Begins to insert documents of so many bytes. */
function begin(length: number): void {
  const command = `ulimit -S -f 8192; exec "${process.execPath}" "${program}" "${folder}" ${length}`;
  child = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'ignore'] });
  lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
}
afterEach(async () => {
  await end();
  rmSync(folder, { recursive: true, force: true });
});

/** Ends the program where it stands, unless it has ended. */
async function end(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const said = async () => JSON.parse((await lines.next()).value as string);

describe('a full disk', () => {
  it.each([3_000, 600_000])(
    'refuses writes, lets reads go on, and writing goes on when there is room again (documents of %i bytes)',
    async (length) => {
      begin(length);
      const full = await said();
      expect(full).toMatchObject({ codeName: 'OutOfDiskSpace', all: full.inserted, problems: [] });
      expect(full.inserted * length).toBeGreaterThan(1_000_000);
      execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
      child.stdin?.end('go on\n');
      expect(await said()).toEqual({ count: full.inserted + 1, problems: [] });
    },
  );

  it('has lost nothing that was acknowledged, nor kept what was refused, when the process is killed then', async () => {
    begin(3_000);
    const { inserted } = await said();
    await end();
    const shop = await openShop({ folder });
    expect(await shop.engine.count(things, { filter: filter() })).toBe(inserted);
    expect((await shop.engine.check()).problems).toEqual([]);
    await shop.close();
  });
});
