import './node-version.mjs';
import { readdirSync } from 'node:fs';
import { ensureInstalled } from './install.mjs';
import { root, runBin } from './process.mjs';
import { say } from './say.mjs';

await ensureInstalled({ tests: true });
const typed = readdirSync(`${root}packages`).filter((name) => name !== 'templates');
const checks = [
  ...typed.map((name) => ({ name: `types: ${name}`, bin: 'tsc', args: ['-p', `packages/${name}`] })),
  { name: 'types: tests', bin: 'tsc', args: ['-p', 'tests'] },
  { name: 'lint and format', bin: 'biome', args: ['check', '.', '--error-on-warnings'] },
  { name: 'promises', bin: 'oxlint', args: ['--type-aware', '--deny-warnings', 'packages', 'tests'] },
  { name: 'dead code', bin: 'knip', args: [] },
  { name: 'architecture', bin: 'vitest', args: ['run', '--project', 'architecture'] },
];
let failed = 0;
for (const check of checks) {
  const { code, output } = await runBin(check.bin, check.args);
  console.log(`${code === 0 ? '✓' : '✗'} ${check.name}`);
  if (code !== 0) console.log(output);
  failed += code === 0 ? 0 : 1;
}
say(failed === 0 ? '没有发现问题' : `${failed} 项检查没有通过`, failed === 0 ? 'Nothing found' : `${failed} checks failed`);
process.exit(failed === 0 ? 0 : 1);
