import { describe, expect, it } from 'vitest';
import { repeat } from '../../src/store/repeat.ts';

const hourMs = 3_600_000;

describe('a round that is repeated', () => {
  it('comes again soon after it failed, though its pause is long', async () => {
    let rounds = 0;
    const failed: unknown[] = [];
    const running = repeat(
      async () => {
        rounds += 1;
        if (rounds < 3) throw new Error(`round ${rounds}`);
        return false;
      },
      { everyMs: hourMs, onError: (error) => failed.push(error) },
    );
    await expect.poll(() => rounds, { timeout: 10_000 }).toBe(3);
    expect(failed).toHaveLength(2);
    await running.stop();
  });

  it('comes at once when it is woken, also by what happened while it worked', async () => {
    let rounds = 0;
    let wake: () => void = () => undefined;
    const running = repeat(
      async () => {
        rounds += 1;
        if (rounds === 1) wake();
        return false;
      },
      {
        everyMs: hourMs,
        wake: (now) => {
          wake = now;
          return () => undefined;
        },
      },
    );
    await expect.poll(() => rounds, { timeout: 10_000 }).toBe(2);
    wake();
    await expect.poll(() => rounds, { timeout: 10_000 }).toBe(3);
    await running.stop();
  });
});
