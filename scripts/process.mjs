import { spawn } from 'node:child_process';

/** The top folder of the checkout. */
export const root = new URL('..', import.meta.url).pathname;

/** Runs a program to its end; resolves to { code, output }. `show` passes its output through instead of gathering it. */
export function run(command, args, { cwd = root, env = process.env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    const parts = [];
    child.stdout?.on('data', (part) => parts.push(part));
    child.stderr?.on('data', (part) => parts.push(part));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output: Buffer.concat(parts).toString() }));
  });
}

/** Runs a file with this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);

/** Runs a program that node_modules brings. */
export const runBin = (name, args, options) => run(`${root}node_modules/.bin/${name}`, args, options);
