import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type RunningServer, type ServerOptions, startServer } from './start-server.ts';
import { toStartFault } from './store/start-fault.ts';

// The environment is read here and nowhere else.
const { env } = process;
const chinese = /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale);
const pick = (zh: string, en: string): string => (chinese ? zh : en);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const server = await run(readOptions());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(server));
} catch (error) {
  fail(error);
}

async function run(options: ServerOptions): Promise<RunningServer> {
  say(
    options.uri
      ? pick('连接数据库……', 'Connecting to the database …')
      : pick(`打开数据文件夹 ${options.data}……`, `Opening the data folder ${options.data} …`),
  );
  const server = await startServer(options);
  say(pick(`简构已就绪：${server.url}`, `Formwright is ready: ${server.url}`));
  say(pick('按 Ctrl+C 停止', 'Press Ctrl+C to stop'));
  return server;
}

function readOptions(): ServerOptions {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
    strict: false,
  });
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
  const port = Number(text(values.port) ?? env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    stopWith(
      pick(
        `端口 ${text(values.port) ?? env.PORT} 不对，应是 0 到 65535 的整数`,
        `The port ${text(values.port) ?? env.PORT} is not a whole number from 0 to 65535`,
      ),
    );
  const publicUrl = text(env.PUBLIC_URL)?.replace(/\/+$/, '');
  const uri = text(env.MONGODB_URI);
  return {
    port,
    host: text(values.host) ?? text(env.HOST) ?? '127.0.0.1',
    data: resolve(text(values.data) ?? './data'),
    ...(uri === undefined ? {} : { uri }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(env.TRUST_PROXY ? { trustProxy: env.TRUST_PROXY === 'true' ? true : env.TRUST_PROXY } : {}),
  };
}

async function stop(server: RunningServer): Promise<void> {
  say(pick('正在停止……', 'Stopping …'));
  await server.close();
  process.exit(0);
}

function fail(error: unknown): never {
  const options = readOptions();
  const fault = toStartFault(error, { port: options.port ?? 3000, host: options.host ?? '127.0.0.1' });
  if (fault) stopWith(pick(fault.text['zh-CN'], fault.text.en));
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  stopWith(pick('启动失败，原因见上', 'Could not start; the reason is above'));
}

function stopWith(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
