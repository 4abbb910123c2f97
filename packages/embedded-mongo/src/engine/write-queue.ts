import { MongoError } from '../errors.ts';
import { toStoreError } from '../store/failure.ts';
import type { StoreFile } from '../store/file.ts';
import { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import type { Claims } from './claims.ts';
import type { OperationContext } from './types.ts';
import { Blocked } from './writer.ts';

/** A piece of writing. `step` is called in one batch after another until it answers true; what it answers by then is durable. */
export interface Job<T> {
  /** Writes for a few milliseconds at most; its own progress counts from the moment it returns or throws. */
  step(writer: BatchWriter, until: number): boolean;
  readonly result: () => T;
}

interface Waiting {
  readonly job: Job<unknown>;
  /** It has used up a turn: a larger one. */
  hasBegun: boolean;
  readonly context: OperationContext;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Batch {
  readonly jobs: readonly Waiting[];
  readonly outcomes: (() => void)[];
  readonly unfinished: Waiting[];
  readonly notBegun: Waiting[];
  readonly until: number;
}

/** How long one batch may take before it is committed, in milliseconds: one of jobs that may all be small, and any other. */
const batchMs = { small: 4, large: 25 };

/** Group commit: all writes that wait share one commit of the file and one sync; each is answered after it. New ones gather while it is under way. */
export class WriteQueue {
  private readonly file: StoreFile;
  private readonly catalog: Catalog;
  private readonly claims: Claims;
  private waiting: Waiting[] = [];
  private scheduled = false;
  /** Syncs under way. */
  private syncing = 0;
  private idle: (() => void)[] = [];
  private parked = 0;
  /** Batches and jobs done so far. */
  readonly done = { batches: 0, jobs: 0 };

  constructor(parts: { readonly file: StoreFile; readonly catalog: Catalog; readonly claims: Claims }) {
    this.file = parts.file;
    this.catalog = parts.catalog;
    this.claims = parts.claims;
  }

  /** Resolves with the job's result when it would survive power loss. */
  submit<T>(job: Job<T>, context: OperationContext = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ job, hasBegun: false, context, resolve: () => resolve(job.result()), reject });
      this.schedule();
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    if (this.isIdle()) return;
    await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return this.waiting.length === 0 && this.parked === 0 && this.syncing === 0;
  }

  private schedule(): void {
    if (this.scheduled || this.syncing > 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.runBatch();
      this.goOn();
    });
  }

  private goOn(): void {
    if (this.waiting.length > 0) this.schedule();
    else if (this.isIdle()) for (const resolve of this.idle.splice(0)) resolve();
  }

  private runBatch(): void {
    const small = !this.waiting.some(({ hasBegun }) => hasBegun);
    const until = performance.now() + (small ? batchMs.small : batchMs.large);
    const batch: Batch = { jobs: this.waiting, outcomes: [], unfinished: [], notBegun: [], until };
    this.waiting = [];
    let writer: BatchWriter | undefined;
    try {
      this.file.commit(
        (view) => {
          writer = new BatchWriter({ view, catalog: this.catalog, claims: this.claims });
          this.fill(writer, batch);
        },
        { small },
      );
    } catch (error) {
      writer?.aborted();
      refuse(batch.jobs, error);
      return;
    }
    writer?.committed();
    this.done.batches++;
    // Who has not had a turn comes first, who has used up a whole one comes last: a bulk does not keep others waiting.
    this.waiting = [...batch.notBegun, ...this.waiting, ...batch.unfinished];
    void this.answer(batch);
  }

  /** Answers the jobs of a batch when it is on the disk. */
  private async answer({ jobs, outcomes }: Batch): Promise<void> {
    this.syncing++;
    try {
      await this.file.flush();
      for (const outcome of outcomes) outcome();
    } catch (error) {
      refuse(jobs, error);
    } finally {
      this.syncing--;
    }
    this.goOn();
  }

  private fill(writer: BatchWriter, batch: Batch): void {
    for (const waiting of batch.jobs) {
      if (performance.now() >= batch.until) batch.notBegun.push(waiting);
      else this.step(waiting, writer, batch);
    }
    writer.finish();
  }

  private step(waiting: Waiting, writer: BatchWriter, batch: Batch): void {
    try {
      checkContext(waiting.context);
      if (!waiting.job.step(writer, batch.until)) {
        waiting.hasBegun = true;
        batch.unfinished.push(waiting);
        return;
      }
      this.done.jobs++;
      batch.outcomes.push(waiting.resolve);
    } catch (error) {
      if (error instanceof Blocked) batch.outcomes.push(() => this.park(waiting, error));
      else if (error instanceof MongoError) batch.outcomes.push(() => waiting.reject(error));
      else throw error;
    }
  }

  private park(waiting: Waiting, { ended }: Blocked): void {
    this.parked++;
    void endOfWait(ended, waiting.context).then(() => {
      this.parked--;
      this.waiting.push(waiting);
      this.schedule();
    });
  }
}

/** Resolves when the transaction in the way has ended, or when the operation should no longer wait for it. */
function endOfWait(ended: Promise<void>, { signal, deadline }: OperationContext): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = deadline === undefined ? undefined : setTimeout(done, Math.max(0, deadline - Date.now()));
    if (signal?.aborted) done();
    else signal?.addEventListener('abort', done);
    void ended.then(done);
  });
}

function refuse(jobs: readonly Waiting[], error: unknown): void {
  const failure = toStoreError(error);
  for (const { reject } of jobs) reject(failure);
}

/** Throws Interrupted or MaxTimeMSExpired when the operation should no longer run. */
export function checkContext({ signal, deadline }: OperationContext): void {
  if (signal?.aborted) throw new MongoError('Interrupted', 'operation was interrupted');
  if (deadline !== undefined && Date.now() >= deadline) throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
}
