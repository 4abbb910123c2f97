import type { Text } from '@formwright/metadata';

/** Why a server cannot start, in one plain sentence per language. */
export class StartFault extends Error {
  readonly text: Text;

  constructor(text: Text, cause?: unknown) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'StartFault';
    this.text = text;
  }
}

/** The sentence for a failure to start; undefined for one that nobody foresaw. */
export function toStartFault(error: unknown, at: { port: number; host: string }): StartFault | undefined {
  if (error instanceof StartFault) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const { port, host } = at;
  if (code === 'EADDRINUSE')
    return fault(
      `端口 ${port} 已被占用；换一个：PORT=${port + 1} npm start`,
      `Port ${port} is taken; use another: PORT=${port + 1} npm start`,
      error,
    );
  if (code === 'EACCES')
    return fault(`没有权限使用端口 ${port}；换一个大于 1024 的`, `Port ${port} is not allowed; use one above 1024`, error);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return fault(`这台机器没有地址 ${host}`, `This machine has no address ${host}`, error);
  return undefined;
}

function fault(zh: string, en: string, cause: unknown): StartFault {
  return new StartFault({ 'zh-CN': zh, en }, cause);
}
