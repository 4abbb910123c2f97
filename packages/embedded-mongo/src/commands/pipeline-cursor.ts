import type { Batches } from '../aggregate/types.ts';
import type { BatchLimit, Cursor, OperationContext } from '../engine/types.ts';

/** Turns the batches of a pipeline into batches of the size that the client wants. */
export class PipelineCursor implements Cursor {
  private readonly start: () => Promise<Batches>;
  private readonly renew: (context: OperationContext) => void;
  private iterator: AsyncIterator<readonly Uint8Array[]> | undefined;
  private ready: Uint8Array[] = [];
  private done = false;

  constructor(start: () => Promise<Batches>, renew: (context: OperationContext) => void) {
    this.start = start;
    this.renew = renew;
  }

  async next(limit: BatchLimit, context?: OperationContext): Promise<{ documents: Uint8Array[]; done: boolean }> {
    if (context) this.renew(context);
    const documents: Uint8Array[] = [];
    let room = limit.bytes ?? 16 * 1024 * 1024;
    while (documents.length < (limit.documents ?? Number.POSITIVE_INFINITY)) {
      if (this.ready.length === 0 && !(await this.fetch())) break;
      const document = this.ready[0];
      if (!document || (documents.length > 0 && document.length > room)) break;
      this.ready.shift();
      documents.push(document);
      room -= document.length;
    }
    return { documents, done: this.done && this.ready.length === 0 };
  }

  close(): void {
    this.done = true;
    this.ready = [];
    this.iterator?.return?.().catch(() => undefined);
  }

  /** Gets the next batch that is not empty; its bytes may be reused by the pipeline, so they are copied. */
  private async fetch(): Promise<boolean> {
    if (this.done) return false;
    this.iterator ??= (await this.start())[Symbol.asyncIterator]();
    for (;;) {
      const step = await this.iterator.next();
      if (step.done) {
        this.done = true;
        return false;
      }
      if (step.value.length === 0) continue;
      this.ready = step.value.map((document) => document.slice());
      return true;
    }
  }
}
