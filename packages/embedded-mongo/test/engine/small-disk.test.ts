import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, `small-disk-program.${process.pid}.mjs`);

describe('a full disk', () => {
  it('refuses writes, lets reads go on, and writing goes on when there is room again', async () => {
    buildSync({
      entryPoints: [join(import.meta.dirname, 'small-disk-program.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      conditions: ['source'],
    });
    const child = spawn('sh', ['-c', `ulimit -S -f 8192; exec "${process.execPath}" "${program}"`], { stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const full = JSON.parse((await lines.next()).value as string);
      expect(full).toMatchObject({ codeName: 'OutOfDiskSpace', read: 3, problems: [] });
      expect(full.inserted).toBeGreaterThan(100);
      execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited:unlimited']);
      child.stdin.end('go on\n');
      expect(JSON.parse((await lines.next()).value as string)).toEqual({ count: full.inserted + 1, problems: [] });
    } finally {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(program, { force: true });
    }
  });
});
