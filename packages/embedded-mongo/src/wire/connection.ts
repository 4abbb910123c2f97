import type { Socket } from 'node:net';
import { Frames } from './frames.ts';
import { parseMessage, type Request, wrapReply } from './message.ts';

/** Requests of one connection that may wait before its socket is no longer read. */
const maxWaiting = 16;

/** Answers one request with a reply document; `signal` tells that the connection is lost. It must not reject. */
export type Answer = (request: Request, signal: AbortSignal) => Promise<Uint8Array>;

/** Reads requests from a socket and answers them one after another, until it closes. A message that cannot be read closes it. */
export function serveConnection(socket: Socket, answer: Answer, closed: () => void): void {
  const frames = new Frames();
  const lost = new AbortController();
  const waiting: Buffer[] = [];
  let busy = false;
  let replies = 0;

  const work = async () => {
    busy = true;
    for (let message = waiting.shift(); message && !socket.destroyed; message = waiting.shift()) {
      if (waiting.length < maxWaiting) socket.resume();
      const request = parseMessage(message);
      const reply = await answer(request, lost.signal);
      if (request.silent || socket.destroyed) continue;
      const pieces = wrapReply(request, reply, ++replies);
      if (pieces.length > 1) socket.cork();
      for (const piece of pieces) socket.write(piece);
      if (pieces.length > 1) socket.uncork();
      if (socket.writableNeedDrain) await drained(socket);
    }
    busy = false;
  };
  const destroy = () => socket.destroy();
  socket.on('data', (piece: Buffer) => {
    try {
      frames.push(piece);
      for (let message = frames.next(); message; message = frames.next()) waiting.push(message);
    } catch {
      return destroy();
    }
    if (waiting.length >= maxWaiting) socket.pause();
    if (!busy) work().catch(destroy);
  });
  socket.on('error', destroy);
  socket.on('close', () => {
    lost.abort();
    closed();
  });
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
