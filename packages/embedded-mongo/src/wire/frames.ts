import { headerBytes, maxMessageBytes, ProtocolError } from './message.ts';

/** Cuts a stream of bytes into whole messages. */
export class Frames {
  private pieces: Buffer[] = [];
  private size = 0;
  /** Length of the message that is coming in; 0 = its header is not here yet. */
  private wanted = 0;

  /** Adds what arrived. */
  push(piece: Buffer): void {
    this.pieces.push(piece);
    this.size += piece.length;
  }

  /** The next whole message, or null when more bytes are needed. Throws {@link ProtocolError} for an impossible length. */
  next(): Buffer | null {
    if (this.wanted === 0) {
      if (this.size < 4) return null;
      const length = this.joined(4).readInt32LE(0);
      if (length < headerBytes + 5 || length > maxMessageBytes) throw new ProtocolError(`message length ${length} is out of range`);
      this.wanted = length;
    }
    if (this.size < this.wanted) return null;
    const all = this.joined(this.size);
    const message = all.subarray(0, this.wanted);
    this.pieces = all.length > this.wanted ? [all.subarray(this.wanted)] : [];
    this.size = all.length - this.wanted;
    this.wanted = 0;
    return message;
  }

  /** The first piece, made to hold at least `bytes` bytes. */
  private joined(bytes: number): Buffer {
    const first = this.pieces[0];
    if (first && first.length >= bytes) return first;
    const all = Buffer.concat(this.pieces, this.size);
    this.pieces = [all];
    return all;
  }
}
