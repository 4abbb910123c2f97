import { MongoError } from '../errors.ts';
import type { RecordId } from '../store/keys.ts';
import { Overlay } from '../store/overlay.ts';
import type { Snapshot, WriteView } from '../store/view.ts';
import type { BatchWriter } from './batch-writer.ts';
import { type Claimant, writeConflict } from './claims.ts';
import type { CollectionState, IndexState } from './collection.ts';
import type { DocumentKeys } from './index-keys.ts';
import { NewCollections, noNewIndexes } from './new-collections.ts';
import type { EngineParts } from './parts.ts';
import { assertSeen } from './query.ts';
import { commitKey, remember } from './retry-memory.ts';
import type { IndexSpec, Namespace, RetryKey, Transaction } from './types.ts';
import { learnFromKeys, type Writer } from './writer.ts';

interface Sum {
  documents: number;
  bytes: number;
  /** The collection's version when the transaction first wrote to it. */
  readonly version: number;
}

interface Sight {
  readonly snapshot: Snapshot;
  readonly overlay: Overlay;
}

/** A transaction: one snapshot from its first operation on, its writes above it, its claims on what it writes. */
export class OpenTransaction implements Transaction, Writer, Claimant {
  readonly ended: Promise<void>;
  state: Transaction['state'] = 'open';
  seen = 0;
  private readonly parts: EngineParts;
  private readonly keys = new Set<string>();
  private readonly sums = new Map<CollectionState, Sum>();
  private readonly timer: NodeJS.Timeout;
  private resolveEnded: () => void = () => {};
  private sight: Sight | null = null;
  private committing: Promise<void> | null = null;
  private readonly key: RetryKey | undefined;
  private readonly created: NewCollections;

  constructor(parts: EngineParts, { timeLimitMs, key }: { readonly timeLimitMs: number; readonly key?: RetryKey | undefined }) {
    this.parts = parts;
    this.key = key;
    this.created = new NewCollections(parts.catalog);
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.timer = setTimeout(() => this.abort(), timeLimitMs);
    this.timer.unref();
    parts.open.transactions.add(this);
  }

  /** What the transaction sees: its snapshot, made now if this is its first look, and its own writes. */
  get view(): WriteView {
    return this.look().overlay;
  }

  /** The collection, if the transaction made it or its snapshot has it. Throws SnapshotUnavailable for one that is younger. */
  find(namespace: Namespace): CollectionState | undefined {
    const collection = this.created.find(namespace) ?? this.parts.catalog.find(namespace);
    // The first look fixes the moment that the transaction sees.
    if (this.view && collection) assertSeen(collection, this.seen, { errorLabels: ['TransientTransactionError'] });
    return collection;
  }

  /** Makes a collection that becomes visible with the commit. */
  create(namespace: Namespace): CollectionState {
    this.assertOpen();
    return this.created.create(namespace);
  }

  /** Throws OperationNotSupportedInTransaction for all but the empty collections that this transaction made: only they take indexes. */
  refuseOldCollection(collection: CollectionState): void {
    const { namespace } = collection;
    if (this.created.find(namespace) !== collection) throw noNewIndexes(`existing collection ${namespace.db}.${namespace.coll}`);
    this.created.refuseFilled(collection, this.view);
  }

  /** Adds an index to an empty collection that this transaction made. */
  addIndex(collection: CollectionState, spec: IndexSpec): void {
    this.created.addIndex(collection, spec);
  }

  /** What its snapshot did not see is a conflict, so there must be a snapshot first. */
  claim(key: Uint8Array): void {
    this.look();
    this.keys.add(this.parts.claims.claim(key, this));
  }

  newRecord(collection: CollectionState): RecordId {
    return collection.nextRecord++;
  }

  count(collection: CollectionState, documents: number, bytes: number): void {
    const sum = this.sums.get(collection) ?? { documents: 0, bytes: 0, version: collection.version };
    sum.documents += documents;
    sum.bytes += bytes;
    this.sums.set(collection, sum);
  }

  noteKeys(collection: CollectionState, index: IndexState, keys: DocumentKeys): void {
    if (learnFromKeys(index, keys)) collection.unsaved = true;
  }

  commit(): Promise<void> {
    this.committing ??= this.commitOnce();
    return this.committing;
  }

  abort(): void {
    if (this.state === 'open' && !this.committing) this.end('aborted');
  }

  private async commitOnce(): Promise<void> {
    this.assertOpen();
    if (this.sums.size === 0 && this.created.size === 0) return this.end('committed');
    try {
      await this.parts.queue.submit({ step: (writer) => this.write(writer), result: () => undefined });
    } catch (error) {
      this.end('aborted');
      throw error;
    }
    this.end('committed');
  }

  private look(): Sight {
    this.assertOpen();
    this.sight ??= this.open();
    return this.sight;
  }

  private open(): Sight {
    this.seen = this.parts.claims.current;
    this.parts.claims.begin(this);
    const snapshot = this.parts.file.snapshot();
    return { snapshot, overlay: new Overlay(snapshot) };
  }

  private write(writer: BatchWriter): boolean {
    for (const [collection, { version }] of this.sums) if (collection.dropped || collection.version !== version) throw writeConflict();
    this.created.write(writer);
    this.sight?.overlay.writeTo(writer.view);
    for (const [collection, { documents, bytes }] of this.sums) writer.count(collection, documents, bytes);
    writer.wrote(this.keys);
    if (this.key) remember(writer.view, commitKey(this.key), { memory: { numbers: [], documents: [] }, now: this.parts.now() });
    return true;
  }

  private end(state: 'committed' | 'aborted'): void {
    this.state = state;
    clearTimeout(this.timer);
    this.sight?.snapshot.release();
    this.sight = null;
    this.parts.claims.end(this, this.keys);
    this.parts.open.transactions.delete(this);
    this.resolveEnded();
  }

  private assertOpen(): void {
    if (this.state !== 'open' || this.committing) {
      throw new MongoError('NoSuchTransaction', 'Given transaction number does not match any in-progress transactions.', {
        errorLabels: ['TransientTransactionError'],
      });
    }
  }
}

/** The engine's own transaction behind the interface. Throws InternalError for a foreign one. */
export function openTransactionOf(transaction: Transaction | undefined): OpenTransaction | undefined {
  if (transaction === undefined || transaction instanceof OpenTransaction) return transaction;
  throw new MongoError('InternalError', 'a transaction of another engine');
}
