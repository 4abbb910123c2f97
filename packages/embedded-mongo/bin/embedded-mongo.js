#!/usr/bin/env node
// The workspace links this file before the build exists; the program itself is dist/embedded-mongo.js.
import('../dist/embedded-mongo.js').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stderr.write('embedded-mongo is not built yet: run `npm run build` first\n');
  process.exitCode = 1;
});
