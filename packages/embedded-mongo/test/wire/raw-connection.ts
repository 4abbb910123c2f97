import { connect, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

/** A connection without a driver: whole messages as bytes. */
export type RawConnection = {
  readonly socket: Socket;
  /** Resolves with the next reply, or null when the server closed. */
  ask(message: Uint8Array): Promise<Buffer | null>;
  close(): void;
};

/** Connects to the socket file of a URI. */
export async function connectRaw(uri: string): Promise<RawConnection> {
  const path = decodeURIComponent(uri.slice('mongodb://'.length).split('/?')[0] ?? '');
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received = Buffer.alloc(0);
  let waiting: ((reply: Buffer | null) => void) | undefined;
  const deliver = () => {
    if (received.length < 4 || received.length < received.readInt32LE(0)) return;
    const reply = received.subarray(0, received.readInt32LE(0));
    received = received.subarray(reply.length);
    waiting?.(reply);
    waiting = undefined;
  };
  socket.on('data', (piece) => {
    received = Buffer.concat([received, piece]);
    deliver();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => waiting?.(null));
  return {
    socket,
    ask: (message) =>
      new Promise((resolve) => {
        if (socket.destroyed || socket.readableEnded) return resolve(null);
        waiting = resolve;
        socket.write(message);
        deliver();
      }),
    close: () => socket.destroy(),
  };
}

/** An OP_MSG with a body and document sequences. */
export function opMessage(body: Document, sequences: Record<string, Document[]> = {}, flags = 0): Buffer {
  const sections: Buffer[] = [Buffer.from([0]), Buffer.from(BSON.serialize(body))];
  for (const [name, documents] of Object.entries(sequences)) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => Buffer.from(BSON.serialize(document)))]);
    const length = Buffer.alloc(4);
    length.writeInt32LE(content.length + 4);
    sections.push(Buffer.from([1]), length, content);
  }
  const content = Buffer.concat(sections);
  const head = Buffer.alloc(20);
  head.writeInt32LE(head.length + content.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(2013, 12);
  head.writeUInt32LE(flags, 16);
  return Buffer.concat([head, content]);
}

/** The OP_QUERY by which old drivers send a command, or ask a collection. */
export function opQuery(command: Document, namespace = 'admin.$cmd'): Buffer {
  const places = Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]);
  const content = Buffer.concat([Buffer.alloc(4), Buffer.from(`${namespace}\0`), places, Buffer.from(BSON.serialize(command))]);
  const head = Buffer.alloc(16);
  head.writeInt32LE(head.length + content.length, 0);
  head.writeInt32LE(2004, 12);
  return Buffer.concat([head, content]);
}

/** The document of an OP_MSG reply. */
export function replyDocument(reply: Buffer | null): Document {
  if (!reply) throw new Error('the server closed the connection');
  return BSON.deserialize(reply.subarray(21));
}
