import { MongoError } from '../errors.ts';
import type { Value } from '../value/value.ts';

/** About how many bytes a value takes as BSON. */
export function sizeOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return value.length + 16;
    case 'object':
      if (value === null) return 8;
      if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item) + 8, 24);
      if (value instanceof Map) {
        let sum = 24;
        for (const [name, inner] of value) sum += name.length + 2 + sizeOf(inner);
        return sum;
      }
      return 24;
    default:
      return 16;
  }
}

/** Adds up what a stage holds. */
export class MemoryBound {
  private held = 0;
  private readonly limit: number;
  private readonly refuse: () => MongoError;

  /** `limit`: bytes; `refuse`: makes the error that going over it throws. */
  constructor(limit: number, refuse: () => MongoError) {
    this.limit = limit;
    this.refuse = refuse;
  }

  /** Counts more bytes. Throws over the limit. */
  hold(bytes: number): void {
    this.held += bytes;
    if (this.held > this.limit) throw this.refuse();
  }

  /** Gives bytes back. */
  release(bytes: number): void {
    this.held -= bytes;
  }
}

/** The refusal of a sort over the limit. */
export function sortTooLarge(limit: number): MongoError {
  return new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${limit} bytes, but did not opt in to external sorting. Aborting operation. Pass allowDiskUse:true to opt in.`,
  );
}

/** The refusal of a group over the limit. */
export function groupTooLarge(): MongoError {
  return new MongoError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    "Exceeded memory limit for $group, but didn't allow external sort. Pass allowDiskUse:true to opt in.",
  );
}
