import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file that the store process runs: beside this one in a build; from source, one that is bundled when the sources changed. */
export async function storeProgram(): Promise<string> {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) return join(dirname(here), 'store-main.js');
  return bundleFromSource(dirname(dirname(here)));
}

async function bundleFromSource(source: string): Promise<string> {
  const folder = join(dirname(source), '.cache');
  const bundle = join(folder, `store-main-${fingerprint(source)}.mjs`);
  if (existsSync(bundle)) return bundle;
  const { build } = await import('esbuild');
  mkdirSync(folder, { recursive: true });
  const part = `${bundle}.${process.pid}`;
  await build({
    entryPoints: [join(source, 'process/store-main.ts')],
    outfile: part,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  renameSync(part, bundle);
  return bundle;
}

/** Changes when any source file does. */
function fingerprint(source: string): string {
  const hash = createHash('sha256');
  for (const entry of readdirSync(source, { recursive: true, encoding: 'utf8' }).sort()) {
    if (entry.endsWith('.ts')) hash.update(entry).update(readFileSync(join(source, entry)));
  }
  return hash.digest('hex').slice(0, 16);
}
