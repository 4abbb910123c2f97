import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/** How long a lock that is held is asked for again: a process that was just ended may still be closing. */
const patienceMs = 5000;

/** The folder is served by another process. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`${folder} is in use by another embedded-mongo; stop that process, or connect to it instead`);
  }
}

/** Takes the socket file: whoever listens on it owns the folder. A file that nobody answers at is left over and removed. Throws {@link FolderInUse} after 5 s. */
export async function listenOnSocket(path: string, folder: string): Promise<Server> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const server = await tryListen(path);
    if (server) return server;
    if (!(await isAnswered(path))) rmSync(path, { force: true });
    else if (Date.now() > end) throw new FolderInUse(folder);
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function tryListen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    const before = process.umask(0o177);
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(path, () => resolve(server));
    process.umask(before);
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(false);
      else if (error.code === 'EAGAIN') resolve(true);
      else reject(error);
    });
  });
}
