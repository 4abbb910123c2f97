import { parseArgs } from 'node:util';
import { serve } from '../process/serve.ts';

const usage = 'embedded-mongo <folder> [--port <n>]   serves a data folder and prints its URI';

/** The command: serves a folder in this process until SIGTERM or SIGINT; the URI is the only line on stdout. */
async function main(): Promise<void> {
  const { folder, port } = readArguments();
  const served = await serve({ folder, port });
  const stop = () => void served.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  console.log(served.uri);
}

function readArguments(): { folder: string; port?: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [folder, ...rest] = positionals;
  const port = values.port === undefined ? undefined : Number(values.port);
  const wrong = folder === undefined || rest.length > 0 || (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65536));
  if (values.help || wrong) {
    console.error(usage);
    process.exit(values.help ? 0 : 2);
  }
  return { folder, port };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
