import type { Random } from '../../differential/random.ts';
import { type Make, zone } from './kinds.ts';

/** Expressions that answer a text. */
export function texts(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $concat: random.some(1, 3, () => make('text')) }),
    () => ({ [random.pick(['$toUpper', '$toLower'])]: make(random.pick(['text', 'text', 'any'])) }),
    () => ({ $substrCP: [make('text'), random.int(3), random.int(4)] }),
    () => ({ [random.pick(['$substrBytes', '$substr'])]: [make('text'), random.int(4), random.int(5) - 1] }),
    () => ({ $type: make('any') }),
    () => ({ $toString: make('any') }),
    () => ({ [random.pick(['$trim', '$ltrim', '$rtrim'])]: { input: make('text'), chars: random.pick<unknown>(['a', 'ab', 5, null]) } }),
    () => ({ [random.pick(['$trim', '$ltrim', '$rtrim'])]: { input: make('text') } }),
    () => ({
      [random.pick(['$replaceOne', '$replaceAll'])]: {
        input: make('text'),
        find: random.pick<unknown>(['b', 'a', null, 5]),
        replacement: make('text'),
      },
    }),
    () => ({ $dateToString: dateToString(random, make) }),
  ])();
}

const formats = ['%Y-%m-%d', '%H:%M:%S.%L %z', '%G-%V-%u %j', '%Z|%w|%U|%%', '', '%q', '%', 5, null];

function dateToString(random: Random, make: Make): unknown {
  const options: Record<string, unknown> = { date: make('date') };
  if (!random.once(4)) options.format = random.pick<unknown>(formats);
  if (random.once(2)) options.timezone = zone(random);
  if (random.once(3)) options.onNull = make('any');
  return options;
}
