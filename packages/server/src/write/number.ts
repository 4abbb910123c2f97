import { localDayOf } from '@formwright/formula';
import type { EntityField } from '@formwright/metadata';
import { isDuplicateKey } from '../store/database-errors.ts';
import type { Services } from '../store/services.ts';
import type { Store } from '../store/store.ts';
import type { PlannedIntent } from './plan.ts';

const spare = new WeakMap<Store, Map<string, number[]>>();

/** A serial number's shape, read once. */
interface SerialShape {
  /** Counter that it draws from: a new one each period. */
  counter: string;
  format: (number: number) => string;
}

/**
 * Step 5, first half: draws the numbers of all new records in one block per counter, before the transaction, so that writers
 * never wait for each other at a counter. Numbers never repeat; a failed write may leave a gap.
 */
export async function drawNumbers(services: Services, plans: readonly PlannedIntent[]): Promise<void> {
  const wanted = new Map<string, { plan: PlannedIntent; field: EntityField; shape: SerialShape }[]>();
  for (const plan of plans) {
    if (plan.intent.do !== 'create' && plan.intent.do !== 'upsert') continue;
    for (const field of serialFields(plan)) {
      const shape = serialShape(plan, field, services.organisation().timeZone);
      wanted.set(shape.counter, [...(wanted.get(shape.counter) ?? []), { plan, field, shape }]);
    }
  }
  for (const [counter, list] of wanted) {
    const numbers = await takeNumbers(services.store, counter, list.length);
    for (const [index, { plan, field, shape }] of list.entries()) plan.numbers.set(field.key, shape.format(numbers[index] ?? 0));
  }
}

/** The serial fields of an entity. */
export function serialFields(plan: Pick<PlannedIntent, 'target'>): EntityField[] {
  return plan.target.entity.ownFields.filter((field) => field.typeName === 'serial');
}

/** Moves counters past numbers that came with the records themselves, as in a package. */
export async function passNumbers(services: Services, plan: PlannedIntent, values: Readonly<Record<string, unknown>>): Promise<void> {
  for (const field of serialFields(plan)) {
    const value = values[field.key];
    const shape = serialShape(plan, field, services.organisation().timeZone);
    const number = typeof value === 'string' ? Number(/(\d+)\D*$/.exec(value)?.[1] ?? 0) : 0;
    if (number > 0 && shape.format(number) === value)
      await services.store.models.counters.updateOne({ _id: shape.counter }, { $max: { last: number } }, { upsert: true });
  }
}

/** Gives numbers back that no record took, for the next one. */
export function returnNumbers(services: Services, plans: readonly PlannedIntent[]): void {
  const kept = spare.get(services.store) ?? new Map<string, number[]>();
  spare.set(services.store, kept);
  for (const plan of plans) {
    for (const field of serialFields(plan)) {
      const shape = serialShape(plan, field, services.organisation().timeZone);
      const number = Number(/(\d+)\D*$/.exec(plan.numbers.get(field.key) ?? '')?.[1] ?? 0);
      if (number > 0 && shape.format(number) === plan.numbers.get(field.key))
        kept.set(shape.counter, [...(kept.get(shape.counter) ?? []), number]);
    }
  }
}

async function takeNumbers(store: Store, counter: string, size: number): Promise<number[]> {
  const kept = spare.get(store)?.get(counter)?.splice(0, size) ?? [];
  const missing = size - kept.length;
  if (missing === 0) return kept;
  const last = await advance(store, counter, missing);
  return [...kept, ...Array.from({ length: missing }, (_, index) => last - missing + 1 + index)];
}

async function advance(store: Store, counter: string, by: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      const row = await store.models.counters
        .findOneAndUpdate({ _id: counter }, { $inc: { last: by } }, { upsert: true, returnDocument: 'after' })
        .lean();
      if (row) return row.last;
    } catch (error) {
      if (!isDuplicateKey(error) || attempt >= 5) throw error;
    }
  }
}

function serialShape({ target, at }: PlannedIntent, field: EntityField, timeZone: string): SerialShape {
  const { pattern = '{0000}', reset = 'never' } = field.document['x-field'];
  const day = localDayOf(at, timeZone).replaceAll('-', '');
  const period = { never: '', year: day.slice(0, 4), month: day.slice(0, 6), day }[reset];
  const dated = pattern.replace('{yyyyMMdd}', day).replace('{yyyyMM}', day.slice(0, 6)).replace('{yyyy}', day.slice(0, 4));
  const format = (number: number) => dated.replace(/\{(0+)\}/, (_, zeros: string) => String(number).padStart(zeros.length, '0'));
  return { counter: `${target.id}:${field.key}:${period}`, format };
}
