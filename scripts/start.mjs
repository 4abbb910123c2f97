import './node-version.mjs';

const { ensureInstalled } = await import('./install.mjs');
const { ensureBuilt } = await import('./build.mjs');
await ensureInstalled({ tests: false });
await ensureBuilt({ only: ['embedded-mongo', 'client', 'server', 'cli', 'web'] });
await import('../packages/server/dist/main.js');
