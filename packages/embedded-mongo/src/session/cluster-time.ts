import { Binary, Timestamp } from 'bson';
import { encodeReply, ok } from '../wire/reply.ts';

/** How far ahead of the machine's clock a client may move this one (source: MongoDB's maxAcceptableLogicalClockDriftSecs). */
const farthestSeconds = 31_536_000;

/** The logical clock of the single-node replica set: seconds and a counter, never going back. */
export class ClusterTime {
  private seconds = 0;
  private count = 0;
  private readonly now: () => number;
  private readonly templates: { readonly good: Template; readonly failed: Template };

  constructor(now: () => number) {
    this.now = now;
    this.templates = { good: template(true), failed: template(false) };
  }

  /** Moves on; called for each write. */
  tick(): void {
    const seconds = Math.floor(this.now() / 1000);
    if (seconds > this.seconds) {
      this.seconds = seconds;
      this.count = 1;
    } else this.count++;
  }

  /** Moves on to a time that a client has seen; what is none, or over a year ahead, is passed over. */
  advance(seen: unknown): void {
    if (!(seen instanceof Timestamp) || !seen.greaterThan(this.time)) return;
    if (seen.t > this.now() / 1000 + farthestSeconds) return;
    this.seconds = seen.t;
    this.count = seen.i;
  }

  /** The present time. */
  get time(): Timestamp {
    return new Timestamp({ t: this.seconds, i: this.count });
  }

  /** The BSON elements that end every reply: `ok: 1` when `good`, `$clusterTime`, `operationTime`. Valid until the next call. */
  tail(good: boolean): Uint8Array {
    const { bytes, places } = good ? this.templates.good : this.templates.failed;
    for (const place of places) {
      bytes.writeUInt32LE(this.count, place);
      bytes.writeUInt32LE(this.seconds, place + 4);
    }
    return bytes;
  }
}

type Template = { readonly bytes: Buffer; readonly places: readonly number[] };

const mark = new Timestamp({ t: 0x5a5a5a5a, i: 0x5a5a5a5a });

function template(good: boolean): Template {
  const signature = { hash: new Binary(new Uint8Array(20)), keyId: 0n };
  const document = encodeReply({
    ...(good ? { ok } : {}),
    $clusterTime: { clusterTime: mark, signature },
    operationTime: mark,
  });
  const bytes = Buffer.from(document.subarray(4, document.length - 1));
  const pattern = Buffer.alloc(8, 0x5a);
  const first = bytes.indexOf(pattern);
  return { bytes, places: [first, bytes.indexOf(pattern, first + 8)] };
}
