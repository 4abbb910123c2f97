import type { Random } from '../../differential/random.ts';
import { type Make, unit, zone } from './kinds.ts';

const dateParts = [
  '$year',
  '$month',
  '$dayOfMonth',
  '$hour',
  '$minute',
  '$second',
  '$millisecond',
  '$dayOfYear',
  '$dayOfWeek',
  '$week',
  '$isoWeek',
  '$isoWeekYear',
  '$isoDayOfWeek',
];

const trigonometry = ['$sin', '$cos', '$tan', '$asin', '$acos', '$atan', '$sinh', '$cosh', '$tanh', '$asinh', '$acosh', '$atanh'];

/** Expressions that answer a number. */
export function numbers(random: Random, make: Make): unknown {
  return random.pick([arithmetic, rounded, summaries, measures, conversions, dateNumbers])(random, make);
}

function arithmetic(random: Random, make: Make): unknown {
  const [a, b] = [make('number'), make('number')];
  return random.pick<() => unknown>([
    () => ({ [random.pick(['$add', '$subtract', '$multiply', '$divide', '$mod'])]: [a, b] }),
    () => ({ [random.pick(['$add', '$multiply'])]: [a, b, make('number'), random.int(3)] }),
    () => ({ $add: [a, make('date'), 1] }),
    () => ({ $subtract: [make('date'), random.once(2) ? a : make('date')] }),
    () => ({ [random.pick(['$abs', '$ceil', '$floor'])]: a }),
    () => ({ [random.pick(['$round', '$trunc'])]: random.pick<unknown>([a, [a, 1], [a, -1], [a, 0], [a, b]]) }),
  ])();
}

/** The last digits of these are open (docs/differences.md); as text there are six. */
function rounded(random: Random, make: Make): unknown {
  const a = make('number');
  const inexact = random.pick<unknown>([
    { [random.pick(trigonometry)]: a },
    { $atan2: [a, make('number')] },
    { [random.pick(['$ln', '$log10', '$exp', '$sqrt', '$degreesToRadians', '$radiansToDegrees'])]: a },
    { $pow: [{ $toDouble: a }, random.pick<unknown>([0, 1, 2, 3, -1, 0.5])] },
    { $log: [{ $toDouble: a }, random.pick<unknown>([2, 10, 1, { $toDouble: make('number') }])] },
    { [random.pick(['$stdDevPop', '$stdDevSamp'])]: random.pick<unknown>([make('array'), [a, make('number'), 3], a]) },
  ]);
  return { $toDouble: { $toString: { $toDouble: inexact } } };
}

function summaries(random: Random, make: Make): unknown {
  const [a, b] = [make('number'), make('number')];
  return {
    [random.pick(['$sum', '$avg', '$min', '$max'])]: random.pick<unknown>([make('array'), [a, b, make('any')], [make('array')], a]),
  };
}

function measures(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $size: make('array') }),
    () => ({ [random.pick(['$strLenCP', '$strLenBytes'])]: make('text') }),
    () => ({ [random.pick(['$cmp', '$strcasecmp'])]: [make('any'), make('any')] }),
    () => ({ $strcasecmp: [make('text'), make('text')] }),
    () => ({ [random.pick(['$indexOfCP', '$indexOfBytes'])]: [make('text'), make('text')] }),
    () => ({
      [random.pick(['$indexOfCP', '$indexOfBytes'])]: [make('text'), make('text'), random.int(4), random.pick<unknown>([2, 9, -1])],
    }),
    () => ({ $indexOfArray: [make('array'), make('any')] }),
    () => ({ $indexOfArray: [make('array'), make('any'), random.int(3), random.int(4)] }),
    () => ({ [random.pick(['$bsonSize', '$binarySize'])]: make(random.pick(['object', 'text', 'any'])) }),
    () => ({ $toHashedIndexKey: make('any') }),
    () => ({ [random.pick(['$tsSecond', '$tsIncrement'])]: make('any') }),
  ])();
}

function conversions(random: Random, make: Make): unknown {
  const operand = random.pick<unknown>([make('number'), make('any'), make('date'), '12', '1.5', 'x', '', '-0x1', ' 7', '1e3', 'NaN', true]);
  return { [random.pick(['$toInt', '$toLong', '$toDouble', '$toDecimal'])]: operand };
}

function dateNumbers(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({
      [random.pick(dateParts)]: random.pick<unknown>([make('date'), { date: make('date'), timezone: zone(random) }, [make('date')]]),
    }),
    () => ({ $dateDiff: { startDate: make('date'), endDate: make('date'), unit: unit(random) } }),
    () => ({
      $dateDiff: {
        startDate: make('date'),
        endDate: make('date'),
        unit: unit(random),
        timezone: zone(random),
        startOfWeek: random.pick<unknown>(['mon', 'Sunday', 'x', null]),
      },
    }),
  ])();
}
