import type { Random } from '../../differential/random.ts';

/** What an expression mostly answers. */
export type Kind = 'number' | 'text' | 'date' | 'array' | 'object' | 'bool' | 'any';

/** Makes an operand of a kind: a leaf, or a smaller expression. */
export type Make = (kind: Kind) => unknown;

/** Makes expressions of one kind. */
export type Maker = (random: Random, make: Make) => unknown;

/** A time zone, right or wrong. */
export const zone = (random: Random) =>
  random.pick<unknown>(['UTC', '+03:00', 'America/New_York', 'Asia/Shanghai', '-0530', '+05', 'Europe/London', 'bogus', 5, null, '$s']);

/** A unit of time, right or wrong. */
export const unit = (random: Random) =>
  random.pick<unknown>(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'bogus', null, 5]);
