import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '@formwright/metadata';

/** Bounds of the process that reads a zip. */
export interface UnzipLimits {
  /** How long it may take, in ms; default 10,000. */
  deadlineMs?: number;
}

const mostFiles = 2000;
const mostBytes = 64 * 1024 * 1024;
/** JSON writes a control character as six. */
const mostAnswer = 6 * mostBytes;
const fileName = '^(?:[a-zA-Z0-9][\\w-]*/){0,2}[a-zA-Z0-9][\\w.-]*$';

type Answer = { files: [name: string, text: string][] } | { refused: string } | { tooMany: true } | { tooLarge: true };

/**
 * The text files of a zip that came from outside, read by a process of its own with a deadline and never written to disk.
 * Throws PACKAGE_INVALID for what is no zip, takes too long, or has names that lead elsewhere or stand twice; TOO_LARGE for too many or too large files.
 */
export async function unzip(base64: string, { deadlineMs = 10_000 }: UnzipLimits = {}): Promise<Map<string, string>> {
  const answer = readAnswer(await runChild(Buffer.from(base64, 'base64'), deadlineMs));
  if ('files' in answer) return new Map(answer.files);
  if ('tooMany' in answer) throw new AppError('TOO_LARGE', { params: { limit: mostFiles } });
  if ('tooLarge' in answer) throw new AppError('TOO_LARGE', { params: { limit: `${mostBytes / 1024 / 1024} MB` } });
  throw refuse(answer.refused);
}

/** What the child says; empty when it was ended or died. */
function runChild(zip: Buffer, deadlineMs: number): Promise<string> {
  const program = fileURLToPath(new URL('./unzip-child.js', import.meta.url));
  const limits = JSON.stringify({ mostFiles, mostBytes, fileName });
  const child = spawn(process.execPath, ['--max-old-space-size=512', program, limits], { env: {}, stdio: ['pipe', 'pipe', 'ignore'] });
  const late = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  const parts: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (part: Buffer) => {
    size += part.length;
    if (size > mostAnswer) child.kill('SIGKILL');
    else parts.push(part);
  });
  // It may end before it has read everything.
  child.stdin.on('error', () => undefined).end(zip);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(late);
      resolve(code === 0 ? Buffer.concat(parts).toString('utf8') : '');
    });
  });
}

function readAnswer(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    throw refuse('zip', cause);
  }
}

function refuse(name: string, cause?: unknown): AppError {
  return new AppError('PACKAGE_INVALID', { cause, details: [{ path: `/${name}`, code: 'FILE_UNEXPECTED' }] });
}
