import './node-version.mjs';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './process.mjs';
import { say } from './say.mjs';

/** Suites by name; each exports `run({ full, log }) → rows`. */
const suites = new Map([
  ['start', 'tests/bench/start.ts'],
  ['embedded', 'packages/embedded-mongo/bench/embedded.ts'],
]);

const args = process.argv.slice(2);
const jsonAt = args.indexOf('--json');
const json = jsonAt >= 0 ? args[jsonAt + 1] : undefined;
const named = args.filter((arg, at) => !arg.startsWith('--') && (jsonAt < 0 || at !== jsonAt + 1));
const unknown = named.filter((name) => !suites.has(name));
if (unknown.length > 0) {
  say(
    `没有这个基准：${unknown.join(' ')}；可选：${[...suites.keys()].join(' ')}`,
    `No such suite: ${unknown.join(' ')}; there are: ${[...suites.keys()].join(' ')}`,
  );
  process.exit(1);
}
await ensureInstalled({ tests: true });
await ensureBuilt();
const rows = [];
for (const suite of named.length > 0 ? named : suites.keys()) rows.push(...(await runSuite(suite)));
console.table(
  rows.map(({ suite, name, value, unit, ratio, goal, met }) => ({
    suite,
    name,
    value,
    unit,
    ratio: ratio ?? '',
    goal: goal ?? '',
    met: met === undefined ? '' : met ? 'yes' : 'NO',
  })),
);
if (json) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);

async function runSuite(suite) {
  const esbuild = await import('esbuild');
  const folder = `${root}node_modules/.cache/formwright-bench`;
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}/${suite}.mjs`;
  await esbuild.build({
    entryPoints: [root + suites.get(suite)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    logLevel: 'error',
    plugins: [
      {
        name: 'npm-outside',
        setup: (build) =>
          build.onResolve({ filter: /^[^./]/ }, (found) =>
            found.kind === 'entry-point' || found.path.startsWith('@formwright/') ? undefined : { path: found.path, external: true },
          ),
      },
      {
        // A bundle stands elsewhere: what a file says about its own place stays true.
        name: 'own-place',
        setup: (build) =>
          build.onLoad({ filter: /\/tests\/[^/]+\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
            loader: 'ts',
          })),
      },
    ],
  });
  const { run } = await import(pathToFileURL(outfile).href);
  const found = await run({ full: args.includes('--full'), root, log: (line) => console.log(line) });
  rmSync(outfile, { force: true });
  return found;
}
