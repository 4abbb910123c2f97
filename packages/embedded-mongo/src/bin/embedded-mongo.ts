import { parseArgs } from 'node:util';
import { isPort } from '../process/port.ts';
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
  const { values, positionals } = parsed();
  const [folder = '', ...rest] = positionals;
  const port = values.port === undefined ? undefined : Number(values.port || Number.NaN);
  const isWrong = folder === '' || rest.length > 0 || (port !== undefined && !isPort(port));
  if (values.help || isWrong) endWithUsage(values.help ? 0 : 2);
  return { folder, port };
}

function parsed() {
  try {
    return parseArgs({ allowPositionals: true, options: { port: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch {
    return endWithUsage(2); // An unknown option.
  }
}

function endWithUsage(code: number): never {
  console.error(usage);
  process.exit(code);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
