import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** A place in the change log as a text that tells nothing: not how many changes lie between two of them. */
export function writeLiveCursor(seq: number, secret: string): string {
  const block = Buffer.alloc(16);
  block.writeBigUInt64BE(BigInt(seq), 8);
  const cipher = createCipheriv('aes-128-ecb', keyOf(secret), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
}

/** The place that a text names; undefined for one that we did not write. */
export function readLiveCursor(cursor: string, secret: string): number | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== 16) return undefined;
  const decipher = createDecipheriv('aes-128-ecb', keyOf(secret), null).setAutoPadding(false);
  const block = Buffer.concat([decipher.update(bytes), decipher.final()]);
  return block.readBigUInt64BE(0) === 0n ? Number(block.readBigUInt64BE(8)) : undefined;
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update(`live:${secret}`).digest().subarray(0, 16);
}
