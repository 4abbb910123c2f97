import { localDayOf } from '@formwright/formula';
import type { EntityField } from '@formwright/metadata';
import { isDuplicateKey } from '../store/database-errors.ts';
import type { Services } from '../store/services.ts';
import type { Store } from '../store/store.ts';
import { fillsEverything } from './authorise.ts';
import type { PlannedIntent } from './plan.ts';

/** Numbers that were drawn and that no record took, by counter. */
const spare = new WeakMap<Store, Map<string, number[]>>();

/** A serial number's shape, read once. */
interface SerialShape {
  /** Counter that it draws from: a new one each period. */
  counter: string;
  format: (number: number) => string;
  /** The number that a text of this shape holds. */
  read: (text: string) => number | undefined;
}

/** One serial field of one record to be. */
interface Wanted {
  plan: PlannedIntent;
  field: EntityField;
  shape: SerialShape;
}

/**
 * Step 5, first half: draws the numbers of all new records in one block per counter, before the transaction, so that writers
 * never wait for each other at a counter. Numbers never repeat; a failed write may leave a gap. Numbers that the product
 * itself brings along, as with sample data, push the counter past them.
 */
export async function drawNumbers(services: Services, plans: readonly PlannedIntent[]): Promise<void> {
  const drawn = new Map<string, Wanted[]>();
  const brought = new Map<string, number>();
  for (const wanted of plans.flatMap((plan) => wantedNumbers(services, plan))) {
    const { counter } = wanted.shape;
    const number = broughtNumber(wanted);
    if (number !== undefined) brought.set(counter, Math.max(number, brought.get(counter) ?? 0));
    else
      drawn
        .set(counter, drawn.get(counter) ?? [])
        .get(counter)
        ?.push(wanted);
  }
  for (const [counter, number] of brought)
    await services.store.models.counters.updateOne({ _id: counter }, { $max: { last: number } }, { upsert: true });
  for (const [counter, list] of drawn) {
    const numbers = await takeNumbers(services.store, counter, list.length);
    for (const [index, { plan, field, shape }] of list.entries()) plan.numbers.set(field.key, shape.format(numbers[index] ?? 0));
  }
}

/** The serial fields of an entity. */
export function serialFields(plan: Pick<PlannedIntent, 'target'>): EntityField[] {
  return plan.target.entity.ownFields.filter((field) => field.typeName === 'serial');
}

/** Gives numbers back that no record took, for the next one. */
export function returnNumbers(services: Services, plans: readonly PlannedIntent[]): void {
  const kept = spare.get(services.store) ?? new Map<string, number[]>();
  spare.set(services.store, kept);
  for (const { plan, field, shape } of plans.flatMap((each) => wantedNumbers(services, each))) {
    const number = shape.read(plan.numbers.get(field.key) ?? '');
    if (number !== undefined)
      kept
        .set(shape.counter, kept.get(shape.counter) ?? [])
        .get(shape.counter)
        ?.push(number);
  }
}

function wantedNumbers(services: Services, plan: PlannedIntent): Wanted[] {
  if (plan.intent.do !== 'create' && plan.intent.do !== 'upsert') return [];
  const { timeZone } = services.organisation();
  return serialFields(plan).map((field) => ({ plan, field, shape: serialShape(plan, field, timeZone) }));
}

/** The number a record of the product brings along: 0 for one of another shape, undefined for none. */
function broughtNumber({ plan, field, shape }: Wanted): number | undefined {
  if (!fillsEverything(plan.principal) || !('values' in plan.intent) || !Object.hasOwn(plan.intent.values, field.key)) return undefined;
  const value = plan.intent.values[field.key];
  return typeof value === 'string' && value !== '' ? (shape.read(value) ?? 0) : undefined;
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
      const options = { upsert: true, returnDocument: 'after' } as const;
      const row = await store.models.counters.findOneAndUpdate({ _id: counter }, { $inc: { last: by } }, options).lean();
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
  const [head = '', tail = ''] = dated.split(/\{0+\}/);
  const digits = /\{(0+)\}/.exec(dated)?.[1]?.length ?? 0;
  return {
    counter: `${target.id}:${field.key}:${period}`,
    format: (number) => head + String(number).padStart(digits, '0') + tail,
    read: (text) => {
      const middle = text.startsWith(head) && text.endsWith(tail) ? text.slice(head.length, text.length - tail.length) : '';
      return /^\d{1,15}$/.test(middle) ? Number(middle) : undefined;
    },
  };
}
