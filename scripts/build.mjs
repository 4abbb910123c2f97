import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { root, runNode } from './process.mjs';
import { keepTelling, stop } from './say.mjs';

const pure = ['formula', 'metadata', 'access', 'workflow', 'client'];

/** What is built, from which packages, and how. The server comes before what starts it. */
const targets = new Map([
  [
    'embedded-mongo',
    {
      from: ['embedded-mongo'],
      build: () => bundle('embedded-mongo', { index: 'index', 'store-main': 'process/store-main', 'embedded-mongo': 'bin/embedded-mongo' }),
    },
  ],
  ['client', { from: ['formula', 'metadata', 'client'], build: () => bundle('client', { index: 'index' }) }],
  [
    'server',
    { from: [...pure, 'server'], build: () => bundle('server', { main: 'main', index: 'index', 'unzip-child': 'design/unzip-child.js' }) },
  ],
  ['cli', { from: [...pure, 'server', 'cli'], build: () => bundle('cli', { formwright: 'formwright' }) }],
  ['web', { from: [...pure, 'web'], build: buildWeb }],
]);

/** Builds what is missing or older than its sources; all targets, or those named. */
export async function ensureBuilt({ only = [...targets.keys()], force = false } = {}) {
  for (const name of only) {
    const target = targets.get(name);
    const mark = `${root}packages/${name}/dist/.sources`;
    const now = fingerprint(target.from);
    if (!force && existsSync(mark) && readFileSync(mark, 'utf8') === now) continue;
    const done = keepTelling(`构建 ${name}`, `Building ${name}`);
    await target.build();
    mkdirSync(`${root}packages/${name}/dist`, { recursive: true });
    writeFileSync(mark, now);
    done();
  }
}

/** One text for the state of all source files: path, size and time of each. */
function fingerprint(packages) {
  const hash = createHash('sha256');
  const roots = [
    'package-lock.json',
    'schemas',
    'scripts/build.mjs',
    ...packages.flatMap((name) =>
      ['src', 'package.json', 'vite.config.ts', 'index.html', 'public'].map((part) => `packages/${name}/${part}`),
    ),
  ];
  for (const path of roots) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  if (!existsSync(root + path)) return;
  const stat = statSync(root + path);
  if (stat.isDirectory()) for (const name of readdirSync(root + path).sort()) addTo(hash, `${path}/${name}`);
  else hash.update(`${path}:${stat.size}:${stat.mtimeMs};`);
}

/** Bundles a package for Node: our own packages inside, npm's outside. */
async function bundle(name, entries) {
  const esbuild = await import('esbuild');
  rmSync(`${root}packages/${name}/dist`, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: Object.fromEntries(
      Object.entries(entries).map(([out, entry]) => [out, `${root}packages/${name}/src/${entry}${entry.endsWith('.js') ? '' : '.ts'}`]),
    ),
    outdir: `${root}packages/${name}/dist`,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    chunkNames: 'part-[hash]',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'npm-outside',
        setup: (build) =>
          build.onResolve({ filter: /^[^./]/ }, (args) =>
            args.kind === 'entry-point' || args.path.startsWith('@formwright/') ? undefined : { path: args.path, external: true },
          ),
      },
    ],
  });
}

async function buildWeb() {
  const { code, output } = await runNode([`${root}node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], {
    cwd: `${root}packages/web`,
  });
  if (code !== 0) stop(`网页构建失败：\n${output}`, `Building the web app failed:\n${output}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await ensureBuilt({ only: process.argv.length > 2 ? process.argv.slice(2) : undefined, force: process.env.FORCE === '1' });
