import './node-version.mjs';
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './process.mjs';
import { say } from './say.mjs';

await ensureInstalled({ tests: true });
await ensureBuilt({ only: ['embedded-mongo', 'server'] });
const children = [
  spawn(process.execPath, [`${root}packages/server/dist/main.js`, ...process.argv.slice(2)], { stdio: 'inherit' }),
  spawn(process.execPath, [`${root}node_modules/vite/bin/vite.js`, '--host', '127.0.0.1'], {
    stdio: 'inherit',
    cwd: `${root}packages/web`,
  }),
];
say('网页改动即时生效；改了服务端就重新运行', 'Changes to the web app show at once; run again after changes to the server');
const end = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) child.on('exit', end);
process.on('SIGINT', end).on('SIGTERM', end);
