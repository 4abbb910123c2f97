import { MongoError } from '../errors.ts';
import type { Snapshot } from '../store/view.ts';
import type { EngineParts } from './parts.ts';
import type { StoreSnapshot } from './types.ts';

/** One moment of the store that reads come back to. */
export class HeldSnapshot implements StoreSnapshot {
  /** The number of the last batch that it shows. */
  readonly seen: number;
  private readonly parts: EngineParts;
  private readonly snapshot: Snapshot;
  private open = true;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.seen = parts.claims.current;
    this.snapshot = parts.file.snapshot();
    parts.open.snapshots.add(this);
  }

  get current(): boolean {
    return this.open && this.parts.claims.current === this.seen;
  }

  /** Throws SnapshotTooOld when it is no longer held. */
  get view(): Snapshot {
    if (!this.open) throw new MongoError('SnapshotTooOld', 'Read timestamp is older than the oldest available timestamp.');
    return this.snapshot;
  }

  release(): void {
    this.open = false;
    this.snapshot.release();
    this.parts.open.snapshots.delete(this);
  }
}

/** The engine's own snapshot behind the interface. Throws InternalError for a foreign one. */
export function heldSnapshotOf(snapshot: StoreSnapshot | undefined): HeldSnapshot | undefined {
  if (snapshot === undefined || snapshot instanceof HeldSnapshot) return snapshot;
  throw new MongoError('InternalError', 'a snapshot of another engine');
}
