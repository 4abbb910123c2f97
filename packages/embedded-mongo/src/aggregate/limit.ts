import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { MemoryBound, sizeOf, sortTooLarge } from './memory.ts';
import { type DocBatches, inBatches, type RunContext, type Stage, type StageParser } from './stage.ts';

/** `$limit`. */
export const limitStage: StageParser = (argument) => {
  const count = wholeArgument('$limit', argument, 5107201);
  if (count === 0) throw new MongoError(15958, 'the limit must be positive');
  return { name: '$limit', reads: [], replaces: false, lead: { kind: 'limit', count }, run: (docs) => take(docs, count) };
};

/** `$skip`. */
export const skipStage: StageParser = (argument) => {
  const count = wholeArgument('$skip', argument, 5107200);
  if (count === 0) return [];
  return { name: '$skip', reads: [], replaces: false, lead: { kind: 'skip', count }, run: (docs) => drop(docs, count) };
};

function wholeArgument(name: '$limit' | '$skip', value: Value, code: number): number {
  if (!isNumeric(value))
    throw new MongoError(code, `invalid argument to ${name} stage: Expected a number in: ${name}: ${showValue(value)}`);
  const number = toNumber(value);
  if (!Number.isInteger(number))
    throw new MongoError(code, `invalid argument to ${name} stage: Expected an integer: ${name}: ${showValue(value)}`);
  if (number < 0)
    throw new MongoError(code, `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${showValue(value)}`);
  return number;
}

async function* take(docs: DocBatches, count: number): DocBatches {
  let left = count;
  for await (const batch of docs) {
    yield batch.slice(0, left);
    left -= batch.length;
    if (left <= 0) return;
  }
}

async function* drop(docs: DocBatches, count: number): DocBatches {
  let left = count;
  for await (const batch of docs) {
    const rest = batch.slice(left);
    left = Math.max(0, left - batch.length);
    if (rest.length > 0) yield rest;
  }
}

/** `$sample`. */
export const sampleStage: StageParser = (argument): Stage => {
  if (!(argument instanceof Map)) throw new MongoError(28745, 'the $sample stage specification must be an object');
  for (const name of argument.keys()) if (name !== 'size') throw new MongoError(28748, `unrecognized option to $sample: ${name}`);
  const size = argument.get('size');
  if (size === undefined) throw new MongoError(28749, '$sample stage must specify a size');
  if (!isNumeric(size)) throw new MongoError(28746, 'size argument to $sample must be a number');
  if (toNumber(size) < 0) throw new MongoError(28747, 'size argument to $sample must not be negative');
  const count = Math.trunc(toNumber(size));
  return { name: '$sample', reads: [], replaces: false, run: (docs, context) => sample(docs, count, context) };
};

/** Reservoir sampling (Vitter 1985), then shuffled. */
async function* sample(docs: DocBatches, count: number, { memoryLimit }: RunContext): DocBatches {
  const bound = new MemoryBound(memoryLimit, () => sortTooLarge(memoryLimit));
  const kept: Doc[] = [];
  let seen = 0;
  for await (const batch of docs) {
    for (const doc of batch) {
      seen++;
      if (kept.length < count) {
        bound.hold(sizeOf(doc));
        kept.push(doc);
        continue;
      }
      const at = Math.floor(Math.random() * seen);
      if (at < count) kept[at] = doc;
    }
  }
  for (let i = kept.length - 1; i > 0; i--) {
    const at = Math.floor(Math.random() * (i + 1));
    [kept[i], kept[at]] = [kept[at] as Doc, kept[i] as Doc];
  }
  yield* inBatches(kept);
}
