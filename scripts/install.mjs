import { existsSync, readFileSync } from 'node:fs';
import { root, run, runNode } from './process.mjs';
import { keepTelling, stop } from './say.mjs';

/** Installs from the lock what is missing: for running only, or with the tools for tests too. */
export async function ensureInstalled({ tests }) {
  if (isInstalled(tests)) return;
  const done = keepTelling('安装依赖（只在第一次，大约 1–2 分钟）', 'Installing packages (only the first time, 1–2 minutes)');
  const args = ['ci', '--no-audit', '--no-fund', ...(tests ? [] : ['--omit=dev'])];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith('.js') ? await runNode([npm, ...args]) : await run('npm', args);
  if (code !== 0) stop(`安装依赖失败：\n${tail(output)}`, `Installing packages failed:\n${tail(output)}`);
  done();
}

/** Whether node_modules holds just what the lock asks for (npm keeps its own list of what it laid there). */
function isInstalled(tests) {
  const list = `${root}node_modules/.package-lock.json`;
  if (!existsSync(list)) return false;
  const laid = JSON.parse(readFileSync(list, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages);
  return wanted.every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.optional || entry.devOptional || (entry.dev && !tests)) return true;
    return Object.hasOwn(laid, path) && laid[path].version === entry.version;
  });
}

const tail = (text) => text.split('\n').slice(-15).join('\n');
