#!/usr/bin/env node
// Loads the build; committed, because npm skips bin links whose target is missing when it installs.
import { existsSync } from 'node:fs';

const built = new URL('../dist/formwright.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  console.error('还没有构建：先运行 npm start 或 npm run build / Not built yet: run npm start or npm run build first');
  process.exit(1);
}
