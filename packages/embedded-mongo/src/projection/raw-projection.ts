import { endOfName, valueSize } from '../bson/walk.ts';
import { readText } from '../value/read.ts';
import { T } from '../value/types.ts';
import { Writer } from '../value/write.ts';
import type { Node, Rule, Spec } from './spec.ts';

type Names = { readonly list: readonly { readonly bytes: Uint8Array; readonly rule: Rule; readonly inner: Names | undefined }[] };

/** A projection without computed fields as a copy of bytes; what is kept is never decoded. */
export function rawProjection(spec: Spec): (raw: Uint8Array) => Uint8Array {
  const names = toNames(spec.root);
  const writer = new Writer();
  const copy = spec.type === 'include' ? copyIncluded : copyOthers;
  return (raw) => {
    writer.reset();
    copy(writer, raw, 0, names);
    return writer.take();
  };
}

function toNames(node: Node): Names {
  const list = Array.from(node.fields, ([name, rule]) => ({
    bytes: Buffer.from(name),
    rule,
    inner: rule.kind === 'node' ? toNames(rule) : undefined,
  }));
  return { list };
}

type Visit = (type: number, at: number, name: { readonly start: number; readonly end: number }) => void;

/** Calls `visit` with each element: its type, where its value begins, where its name stands. */
function eachElement(bytes: Uint8Array, start: number, visit: Visit): void {
  let at = start + 4;
  for (let type = bytes[at] as number; type !== 0; type = bytes[at] as number) {
    const end = endOfName(bytes, at + 1);
    visit(type, end + 1, { start: at + 1, end });
    at = end + 1 + valueSize(type, bytes, end + 1);
  }
}

function find(names: Names, bytes: Uint8Array, { start, end }: { start: number; end: number }) {
  const length = end - start;
  for (const entry of names.list) {
    if (entry.bytes.length !== length) continue;
    let i = 0;
    while (i < length && entry.bytes[i] === bytes[start + i]) i++;
    if (i === length) return entry;
  }
  return undefined;
}

function copyIncluded(writer: Writer, bytes: Uint8Array, start: number, names: Names): void {
  const opened = writer.open();
  let left = names.list.length;
  let at = start + 4;
  for (let type = bytes[at] as number; type !== 0 && left > 0; type = bytes[at] as number) {
    const end = endOfName(bytes, at + 1);
    const next = end + 1 + valueSize(type, bytes, end + 1);
    const entry = find(names, bytes, { start: at + 1, end });
    if (entry) {
      left--;
      if (!entry.inner) writer.raw(bytes, at, next);
      else copyInside(writer, { bytes, type, at: end + 1, name: readText(bytes, at + 1, end) }, entry.inner);
    }
    at = next;
  }
  writer.close(opened);
}

type Element = { readonly bytes: Uint8Array; readonly type: number; readonly at: number; readonly name: string };

function copyInside(writer: Writer, { bytes, type, at, name }: Element, names: Names): boolean {
  if (type !== T.object && type !== T.array) return false;
  writer.name(type, name);
  if (type === T.object) copyIncluded(writer, bytes, at, names);
  else copyArray(writer, bytes, at, names);
  return true;
}

function copyArray(writer: Writer, bytes: Uint8Array, start: number, names: Names): void {
  const opened = writer.open();
  let index = 0;
  eachElement(bytes, start, (type, at) => {
    if (copyInside(writer, { bytes, type, at, name: String(index) }, names)) index++;
  });
  writer.close(opened);
}

function copyOthers(writer: Writer, bytes: Uint8Array, start: number, names: Names): void {
  const opened = writer.open();
  eachElement(bytes, start, (type, at, name) => {
    const entry = find(names, bytes, name);
    if (entry && !entry.inner) return;
    if (!entry?.inner || (type !== T.object && type !== T.array)) {
      writer.raw(bytes, name.start - 1, at + valueSize(type, bytes, at));
      return;
    }
    writer.name(type, readText(bytes, name.start, name.end));
    if (type === T.object) copyOthers(writer, bytes, at, entry.inner);
    else copyOtherElements(writer, bytes, at, entry.inner);
  });
  writer.close(opened);
}

/** Elements of an array keep their places: only what is inside documents goes. */
function copyOtherElements(writer: Writer, bytes: Uint8Array, start: number, names: Names): void {
  const opened = writer.open();
  eachElement(bytes, start, (type, at, name) => {
    if (type !== T.object && type !== T.array) {
      writer.raw(bytes, name.start - 1, at + valueSize(type, bytes, at));
      return;
    }
    writer.name(type, readText(bytes, name.start, name.end));
    if (type === T.object) copyOthers(writer, bytes, at, names);
    else copyOtherElements(writer, bytes, at, names);
  });
  writer.close(opened);
}
