import './node-version.mjs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { runBin } from './process.mjs';
import { say } from './say.mjs';

/** Projects whose tests touch a database: they run again on a real MongoDB when MONGOD_BINARY names one. */
const onBothDatabases = ['server', 'integration'];

const { full, projects, filters } = read(process.argv.slice(2));
await ensureInstalled({ tests: true });
const CHROMIUM = await ensureBrowser();
await ensureBuilt();
const env = { ...process.env, CHROMIUM, ...(full ? { FULL: '1' } : {}) };
const rounds = [{ name: 'embedded', projects, env: { ...env, TEST_DATABASE: 'embedded' } }];
const again = projects.length === 0 ? onBothDatabases : projects.filter((name) => onBothDatabases.includes(name));
if (process.env.MONGOD_BINARY && again.length > 0)
  rounds.push({ name: 'mongod', projects: again, env: { ...env, TEST_DATABASE: 'mongod' } });
const total = { passed: 0, failed: 0, skipped: 0 };
for (const round of rounds) await runRound(round);
say(`共 ${total.passed + total.failed} 个测试`, `Tests: ${total.passed + total.failed}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

async function runRound(round) {
  const folder = mkdtempSync(join(tmpdir(), 'formwright-test-'));
  const report = join(folder, 'report.json');
  const { code } = await runBin(
    'vitest',
    [
      'run',
      ...round.projects.flatMap((name) => ['--project', name]),
      ...filters,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    { env: round.env, show: true },
  );
  count(report, code);
  rmSync(folder, { recursive: true, force: true });
}

function count(report, code) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    total.passed += result.numPassedTests;
    total.skipped += result.numPendingTests + result.numTodoTests;
    total.failed += Math.max(result.numFailedTests, code === 0 ? 0 : 1);
  } catch {
    total.failed += 1;
  }
}

/** `--full <suite…>` and `--only <project…>` choose projects; whatever else is a file filter. */
function read(args) {
  const rest = args.filter((arg) => arg !== '--full' && arg !== '--only');
  const chosen = args.includes('--full') || args.includes('--only');
  return { full: args.includes('--full'), projects: chosen ? rest : [], filters: chosen ? [] : rest };
}
