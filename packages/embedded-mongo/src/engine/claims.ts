import { MongoError } from '../errors.ts';
import { keyText } from '../store/keys.ts';
import { Blocked } from './writer.ts';

/** Who may hold claims. */
export interface Claimant {
  /** The number of the last batch that its snapshot saw. */
  readonly seen: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
}

/** A lost race: a transaction must be begun again. */
export function writeConflict(): MongoError {
  return new MongoError(
    'WriteConflict',
    'WriteConflict error: this operation conflicted with another operation. Please retry your operation or multi-document transaction.',
    {
      errorLabels: ['TransientTransactionError'],
    },
  );
}

/**
 * Who is about to change what. Open transactions claim what they write; whoever comes later loses at once (another
 * transaction) or waits (a single write). The numbers of the last writing batch find writes that a snapshot did not see.
 */
export class Claims {
  private readonly owners = new Map<string, Claimant>();
  private readonly lastBatch = new Map<string, number>();
  private readonly open = new Set<Claimant>();
  /** The number of the last committed batch. */
  private batch = 0;

  get current(): number {
    return this.batch;
  }

  begin(claimant: Claimant): void {
    this.open.add(claimant);
  }

  /** Lets go of all that `claimant` holds in `keys`. */
  end(claimant: Claimant, keys: Iterable<string>): void {
    this.open.delete(claimant);
    for (const key of keys) if (this.owners.get(key) === claimant) this.owners.delete(key);
    if (this.open.size === 0) this.lastBatch.clear();
  }

  /** For a single write of the batch being written. Throws {@link Blocked}. */
  write(key: Uint8Array, written: string[]): void {
    if (this.open.size === 0) return;
    const text = keyText(key);
    const owner = this.owners.get(text);
    if (owner) throw new Blocked(owner.ended);
    written.push(text);
  }

  /** For a transaction; answers the claimed key. Throws WriteConflict. */
  claim(key: Uint8Array, claimant: Claimant): string {
    const text = keyText(key);
    const owner = this.owners.get(text);
    if (owner === claimant) return text;
    if (owner || (this.lastBatch.get(text) ?? 0) > claimant.seen) throw writeConflict();
    this.owners.set(text, claimant);
    return text;
  }

  /** A batch with these keys was committed. */
  committed(keys: Iterable<string>): void {
    this.batch++;
    if (this.open.size > 0) for (const key of keys) this.lastBatch.set(key, this.batch);
  }
}
