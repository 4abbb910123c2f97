import { endWithParent } from './end-with-parent.ts';
import type { StoreMessage, StoreRequest } from './messages.ts';
import { type Served, serve } from './serve.ts';

/**
 * The store process that `startEmbeddedMongo` starts: `node store-main.js <folder> [<port>]` with a channel to its parent. It ends
 * when the parent is gone, however that ended.
 */
const [folder, port] = process.argv.slice(2);
// Ctrl-C reaches the whole group; the parent decides when the store closes.
process.on('SIGINT', () => undefined);
endWithParent();

try {
  const served = await serve({ folder: folder ?? '.', port: port === undefined ? undefined : Number(port) });
  process.on('message', (request: StoreRequest) => void carryOut(request, served));
  process.on('SIGTERM', () => void served.close().then(() => process.exit(0)));
  tell({ kind: 'ready', uri: served.uri });
} catch (error) {
  tell({ kind: 'failed', message: messageOf(error) });
  process.exitCode = 1;
  process.disconnect?.();
}

async function carryOut(request: StoreRequest, served: Served): Promise<void> {
  try {
    tell({ kind: 'answer', id: request.id, value: await answerOf(request, served) });
    if (request.ask === 'close') process.exit(0);
  } catch (error) {
    tell({ kind: 'refused', id: request.id, message: messageOf(error) });
  }
}

async function answerOf(request: StoreRequest, { engine, close }: Served) {
  switch (request.ask) {
    case 'check':
      return engine.check();
    case 'stats':
      return engine.stats();
    case 'backup':
      await engine.backup(request.path);
      return null;
    case 'close':
      await close();
      return null;
  }
}

function tell(message: StoreMessage): void {
  process.send?.(message);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
