import { endOfName, readInt32, valueSize } from '../bson/walk.ts';
import { T } from '../value/types.ts';

/** A test of one value inside a document's bytes; type 0 = there is no value. */
export type ValueTest = (type: number, bytes: Uint8Array, at: number) => boolean;

/** Which element of the outermost array fulfilled a filter, for the positional `$`. */
export type Details = { index: number | undefined };

/** A test of the document that begins at `start`. */
export type DocTest = (bytes: Uint8Array, start: number, details: Details | undefined) => boolean;

/** A dotted path, split and encoded. */
export type Steps = { readonly names: readonly Uint8Array[]; readonly indexes: readonly number[] };

/** Splits a dotted path. */
export function toSteps(path: string): Steps {
  const parts = path.split('.');
  return {
    names: parts.map((part) => Buffer.from(part)),
    indexes: parts.map((part) => (/^(?:0|[1-9]\d{0,8})$/.test(part) ? Number(part) : -1)),
  };
}

/** The offset of the element (its type byte) called `name` in the document at `start`; -1 when there is none. The value begins at that + 2 + name.length. */
export function findElement(bytes: Uint8Array, start: number, name: Uint8Array): number {
  const length = name.length;
  let at = start + 4;
  for (;;) {
    const type = bytes[at] as number;
    if (type === 0 || type === undefined) return -1;
    let i = 0;
    let byte = bytes[at + 1] as number;
    while (i < length && byte === name[i]) byte = bytes[at + 1 + ++i] as number;
    if (i === length && byte === 0) return at;
    let end = at + 1 + i;
    while (bytes[end] !== 0) end++;
    end++;
    at = end + (type === T.string ? 4 + readInt32(bytes, end) : valueSize(type, bytes, end));
  }
}

/** How a path meets an array at its end: each element and then the whole (`elements`), or only the whole. */
export type LeafArrays = 'elements' | 'whole';

/** The values that a path means in a document, as MongoDB's matching sees them, until one passes `test`. */
export function compilePath(path: string, leaf: LeafArrays, test: ValueTest): DocTest {
  const steps = toSteps(path);
  const name = steps.names[0] as Uint8Array;
  const walk: Walk = { steps, elements: leaf === 'elements', test };
  if (steps.names.length > 1) return (bytes, start, details) => walkDoc(walk, { bytes, details }, start, 0);
  return (bytes, start, details) => {
    const at = findElement(bytes, start, name);
    if (at < 0) return test(T.missing, bytes, 0);
    const type = bytes[at] as number;
    const value = at + 2 + name.length;
    if (type === T.array && walk.elements) return walkLeafArray(walk, { bytes, details }, value);
    return test(type, bytes, value);
  };
}

type Walk = { readonly steps: Steps; readonly elements: boolean; readonly test: ValueTest };
type Subject = { readonly bytes: Uint8Array; readonly details: Details | undefined };

function walkDoc(walk: Walk, subject: Subject, start: number, depth: number): boolean {
  const name = walk.steps.names[depth] as Uint8Array;
  const at = findElement(subject.bytes, start, name);
  if (at < 0) return walk.test(T.missing, subject.bytes, 0);
  return walkValue(walk, subject, { type: subject.bytes[at] as number, at: at + 2 + name.length }, depth);
}

function walkValue(walk: Walk, subject: Subject, value: { type: number; at: number }, depth: number): boolean {
  const last = depth === walk.steps.names.length - 1;
  if (last) {
    if (value.type === T.array && walk.elements) return walkLeafArray(walk, subject, value.at);
    return walk.test(value.type, subject.bytes, value.at);
  }
  if (value.type === T.object) return walkDoc(walk, subject, value.at, depth + 1);
  if (value.type === T.array) return walkArray(walk, subject, value.at, depth + 1);
  return walk.test(T.missing, subject.bytes, 0);
}

function walkLeafArray(walk: Walk, subject: Subject, start: number): boolean {
  const { bytes, details } = subject;
  let at = start + 4;
  for (let index = 0; ; index++) {
    const type = bytes[at] as number;
    if (type === 0) break;
    const value = endOfName(bytes, at + 1) + 1;
    if (walk.test(type, bytes, value)) {
      if (details) details.index = index;
      return true;
    }
    at = value + valueSize(type, bytes, value);
  }
  return walk.test(T.array, bytes, start);
}

/** An array in the middle of a path: into its documents, and to the element that the next step names by number. */
function walkArray(walk: Walk, subject: Subject, start: number, depth: number): boolean {
  const { bytes, details } = subject;
  const inner: Subject = { bytes, details: undefined };
  const wanted = walk.steps.indexes[depth] as number;
  let at = start + 4;
  for (let index = 0; ; index++) {
    const type = bytes[at] as number;
    if (type === 0) return false;
    const value = endOfName(bytes, at + 1) + 1;
    if (type === T.object && walkDoc(walk, inner, value, depth)) {
      if (details) details.index = index;
      return true;
    }
    if (index === wanted && walkIndexed(walk, subject, { type, at: value }, depth)) return true;
    at = value + valueSize(type, bytes, value);
  }
}

function walkIndexed(walk: Walk, subject: Subject, value: { type: number; at: number }, depth: number): boolean {
  const last = depth === walk.steps.names.length - 1;
  if (last) return walk.test(value.type, subject.bytes, value.at);
  if (value.type !== T.object && value.type !== T.array) return false;
  return walkValue(walk, subject, value, depth);
}
