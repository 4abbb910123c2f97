import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './process.mjs';

// Starts the product as a newcomer does, on a fresh data folder, and asks whether it serves setup and the sign-in page.
const port = await freePort();
const data = mkdtempSync(join(tmpdir(), 'formwright-smoke-'));
// A process group of its own, so that one signal reaches npm, its shell and the server.
const server = spawn('npm', ['start', '--', '--data', data], {
  cwd: root,
  env: { ...process.env, PORT: String(port), HOST: '127.0.0.1' },
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
});
const url = `http://127.0.0.1:${port}`;
try {
  const began = Date.now();
  while ((await status(`${url}/health/ready`)) !== 200) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode}`);
    if (Date.now() - began > 600_000) throw new Error('npm start was not ready within 10 minutes');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  for (const path of ['/', '/api/setup']) {
    const code = await status(url + path);
    if (code !== 200) throw new Error(`${path} answered ${code}`);
  }
  console.log(`start-up smoke: ready after ${Math.round((Date.now() - began) / 1000)} s`);
} finally {
  if (server.exitCode === null && server.pid) process.kill(-server.pid, 'SIGTERM');
  while ((await status(`${url}/health/live`)) !== 0) await new Promise((resolve) => setTimeout(resolve, 200));
  rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}

async function status(address) {
  try {
    const answer = await fetch(address);
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
