import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addExactly, roundHalfUp } from '../src/index.ts';

describe('rounding money', () => {
  test.each([
    [1.005, 2, 1.01],
    [2.675, 2, 2.68],
    [-1.005, 2, -1.01],
    [0.5, 0, 1],
    [-0.5, 0, -1],
    [1e21, 2, 1e21],
    [1e-7, 2, 0],
    [123.456, -1, 120],
    [5e-324, 2, 0],
  ])('%d to %d digits is %d', (value, scale, expected) => {
    expect(roundHalfUp(value, scale)).toBe(expected);
  });

  test('leaves what is already round, and is never off by more than half a unit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer({ min: 0, max: 4 }), (value, scale) => {
        const once = roundHalfUp(value, scale);
        expect(roundHalfUp(once, scale)).toBe(once);
        expect(Math.abs(once - value)).toBeLessThanOrEqual(0.5 * 10 ** -scale + 1e-6);
      }),
    );
  });
});

describe('adding money', () => {
  test('is exact in decimal, in any order', () => {
    expect(addExactly([0.1, 0.2])).toBe(0.3);
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
          { maxLength: 50 },
        ),
        (amounts) => {
          const cents = amounts.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
          expect(addExactly(amounts)).toBe(cents / 100);
          expect(addExactly([...amounts].reverse())).toBe(addExactly(amounts));
        },
      ),
    );
  });
});
