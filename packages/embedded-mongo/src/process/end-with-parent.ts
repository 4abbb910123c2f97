import { Worker } from 'node:worker_threads';

/** Runs beside the store's own thread, which may be too busy to notice that its parent is gone. */
const watch = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
}, 1000);`;

/** Ends this process when its parent is gone: at once, or within a second or two while it is busy. */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit(0));
  new Worker(watch, {
    eval: true,
    workerData: process.ppid,
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  }).unref();
}
