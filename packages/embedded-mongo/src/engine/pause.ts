/** How long a piece of work runs before it lets others run, in milliseconds. */
export const sliceMs = 5;

/** Lets the event loop serve others. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Says after how long it is time to {@link pause}. */
export class Slice {
  private until = performance.now() + sliceMs;

  /** Is the time up? */
  get over(): boolean {
    return performance.now() >= this.until;
  }

  renew(): void {
    this.until = performance.now() + sliceMs;
  }
}
