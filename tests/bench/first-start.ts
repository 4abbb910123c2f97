import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Options, type Row } from './row.ts';

const execute = promisify(execFile);

/** Clones, then `npm start` as a newcomer does it, until it is ready. */
export async function firstStart({ root, log }: Options): Promise<Row[]> {
  log('first npm start on a clean clone');
  const folder = await mkdtemp(join(tmpdir(), 'formwright-clone-'));
  try {
    await execute('git', ['clone', '--quiet', root, join(folder, 'clone')]);
    const began = Date.now();
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const child = spawn('npm', ['start', '--', '--data', join(folder, 'data'), '--port', String(port)], {
      cwd: join(folder, 'clone'),
      stdio: 'ignore',
      detached: true,
    });
    try {
      await untilReady(port);
      return [atMost('first npm start on a clean clone', (Date.now() - began) / 1000, { unit: 's', goal: 240 })];
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function untilReady(port: number): Promise<void> {
  for (const deadline = Date.now() + 600_000; Date.now() < deadline; ) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not ready within ten minutes');
}
