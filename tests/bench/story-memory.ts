import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Options, type Row } from './row.ts';

const execute = promisify(execFile);

/** Memory of the API process after three people have gone through the browser story that `npm run e2e` drives. */
export async function storyMemory({ root, log }: Options): Promise<Row> {
  log('driving the story in a browser');
  const folder = await mkdtemp(join(tmpdir(), 'formwright-story-'));
  const report = join(folder, 'rss');
  try {
    const vitest = [`${root}node_modules/vitest/vitest.mjs`, 'run', '--project', 'e2e', 'tests/e2e/story.test.ts'];
    await execute(process.execPath, vitest, { cwd: root, env: { ...process.env, STORY_RSS: report } });
    return atMost('RSS of the API process after the story', Number(await readFile(report, 'utf8')), { unit: 'MB', goal: 200 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
