/** Random choices that a seed repeats. */
export type Random = {
  /** A whole number from 0 to `below` − 1. */
  int(below: number): number;
  /** True once in `n` times. */
  once(n: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** `min` to `max` results of `make`. */
  some<T>(min: number, max: number, make: () => T): T[];
  /** One of the makers, by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T;
};

/** Makes a generator (mulberry32) from a seed. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    once: (n) => int(n) === 0,
    pick: (values) => values[int(values.length)] as (typeof values)[number],
    some: (min, max, make) => Array.from({ length: min + int(max - min + 1) }, make),
    weighted: (choices) => {
      let left = int(choices.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, make] of choices) {
        left -= weight;
        if (left < 0) return make();
      }
      throw new Error('weights are positive');
    },
  };
}
