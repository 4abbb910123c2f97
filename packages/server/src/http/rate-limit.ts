import { AppError } from '@formwright/metadata';

/** Takes one from a caller's allowance. Throws TOO_MANY_REQUESTS when it is used up. */
export type TakeOne = (caller: string) => void;

/** An allowance per caller that refills by `perSecond` up to `burst`; kept for at most 10,000 callers. */
export function createRateLimit(options: { perSecond: number; burst: number; now?: () => number }): TakeOne {
  const now = options.now ?? Date.now;
  const buckets = new Map<string, { left: number; at: number }>();
  return (caller) => {
    const at = now();
    const known = buckets.get(caller) ?? { left: options.burst, at };
    const left = Math.min(options.burst, known.left + ((at - known.at) / 1000) * options.perSecond) - 1;
    if (left < 0) throw new AppError('TOO_MANY_REQUESTS', { params: { seconds: Math.ceil(1 / options.perSecond) } });
    buckets.delete(caller);
    buckets.set(caller, { left, at });
    if (buckets.size > 10_000) forgetOldest(buckets);
  };
}

function forgetOldest(buckets: Map<string, unknown>): void {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
}
