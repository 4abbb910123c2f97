import { compareBytes } from '../bson/compare.ts';
import { checkId } from '../bson/id.ts';
import { MongoError } from '../errors.ts';
import { entryKey, keyText, type RecordId, readRecordId, recordIdValue, recordKey, uniqueKey } from '../store/keys.ts';
import { nothing } from '../store/view.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { type DocumentKeys, keysOf, valuesOfKey } from './index-keys.ts';
import type { RawDocument } from './types.ts';
import type { Writer } from './writer.ts';

/** The greatest document that MongoDB takes, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** Adds a document with its index entries; checks everything before it writes anything. Throws DuplicateKey. */
export function insertDocument(writer: Writer, collection: CollectionState, document: RawDocument): RecordId {
  if (document.length > maxDocumentBytes) {
    const sizes = `size in bytes: ${document.length}, max size: ${maxDocumentBytes}`;
    throw new MongoError('BadValue', `object to insert too large. ${sizes}`);
  }
  checkId(document);
  const id = writer.newRecord(collection);
  const added = collection.indexes.map((index) => ({ index, keys: keysOf(index, document) }));
  for (const { index, keys } of added) claimKeys(writer, { collection, index, id, document }, keys.keys);
  writer.claim(recordKey(collection.tree, id));
  writer.view.put(recordKey(collection.tree, id), document);
  for (const { index, keys } of added) {
    for (const key of keys.keys) putEntry(writer, { index, id }, key);
    if (keys.arrays || keys.cut) writer.noteKeys(collection, index, keys);
  }
  writer.count(collection, 1, document.length);
  return id;
}

/** A document in its place. */
export interface Place {
  readonly collection: CollectionState;
  readonly id: RecordId;
}

/** Puts `after` in the place of `before` and mends the indexes; checks everything before it writes anything. Throws DuplicateKey. */
export function replaceDocument(writer: Writer, { collection, id }: Place, change: { before: RawDocument; after: RawDocument }): void {
  if (change.after.length > maxDocumentBytes)
    throw new MongoError(17419, `Resulting document after update is larger than ${maxDocumentBytes}`);
  writer.claim(recordKey(collection.tree, id));
  const changes = collection.indexes.map((index) => difference(index, keysOf(index, change.before), keysOf(index, change.after)));
  for (const { index, added } of changes) claimKeys(writer, { collection, index, id, document: change.after }, added);
  for (const { index, removed } of changes) if (index.unique) for (const key of removed) writer.claim(uniqueKey(index.tree, key));
  writer.view.put(recordKey(collection.tree, id), change.after);
  for (const { index, added, removed, keys } of changes) {
    for (const key of removed) removeEntry(writer, { index, id }, key);
    for (const key of added) putEntry(writer, { index, id }, key);
    if (keys.arrays || keys.cut) writer.noteKeys(collection, index, keys);
  }
  writer.count(collection, 0, change.after.length - change.before.length);
}

/** Takes a document and its index entries out. */
export function removeDocument(writer: Writer, { collection, id }: Place, document: RawDocument): void {
  writer.claim(recordKey(collection.tree, id));
  const removed = collection.indexes.map((index) => ({ index, keys: keysOf(index, document).keys }));
  for (const { index, keys } of removed) if (index.unique) for (const key of keys) writer.claim(uniqueKey(index.tree, key));
  for (const { index, keys } of removed) for (const key of keys) removeEntry(writer, { index, id }, key);
  writer.view.remove(recordKey(collection.tree, id));
  writer.count(collection, -1, -document.length);
}

/**
 * Adds the entries of one index for a document that is already there (an index that is being built). Those keys of a unique index that
 * another document has are left to it and answered.
 */
export function indexDocument(writer: Writer, place: KeyPlace): readonly Uint8Array[] {
  const { collection, index } = place;
  const keys = keysOf(index, place.document);
  const taken = index.unique ? keys.keys.filter((key) => isTaken(writer, place, key)) : [];
  for (const key of keys.keys) if (!taken.includes(key)) putEntry(writer, place, key);
  if (keys.arrays || keys.cut) writer.noteKeys(collection, index, keys);
  return taken;
}

/** A document in its place, as one index sees it. */
export interface KeyPlace extends Place {
  readonly index: IndexState;
  readonly document: RawDocument;
}

/** For a unique index: claims the keys and makes sure that no other document has them. */
function claimKeys(writer: Writer, place: KeyPlace, keys: readonly Uint8Array[]): void {
  if (!place.index.unique) return;
  for (const key of keys) if (isTaken(writer, place, key)) throw duplicateOf(place, key);
}

/** Answers whether another document has a key of a unique index; claims the key if not. A duplicate that is seen goes before a conflict, as in MongoDB. */
function isTaken(writer: Writer, { index, id }: KeyPlace, key: Uint8Array): boolean {
  const place = uniqueKey(index.tree, key);
  const there = writer.view.peek(place);
  if (there !== undefined && readRecordId(there, 0) !== id) return true;
  writer.claim(place);
  return false;
}

/** MongoDB's E11000 for a key of this document. */
export function duplicateOf({ collection, index, document }: KeyPlace, key: Uint8Array): MongoError {
  return duplicateKey(collection, index, valuesOfKey(index, document, key));
}

interface EntryPlace {
  readonly index: IndexState;
  readonly id: RecordId;
}

function putEntry({ view }: Writer, { index, id }: EntryPlace, key: Uint8Array): void {
  if (index.unique) view.put(uniqueKey(index.tree, key), recordIdValue(id));
  else view.put(entryKey(index.tree, key, id), nothing);
}

/** While a unique index is being built, the entry may be that of another document, at which the build will fail. */
function removeEntry({ view }: Writer, { index, id }: EntryPlace, key: Uint8Array): void {
  if (!index.unique) return view.remove(entryKey(index.tree, key, id));
  const place = uniqueKey(index.tree, key);
  const there = index.ready ? undefined : view.peek(place);
  if (!there || readRecordId(there, 0) === id) view.remove(place);
}

interface KeyChange {
  readonly index: IndexState;
  readonly keys: DocumentKeys;
  readonly added: readonly Uint8Array[];
  readonly removed: readonly Uint8Array[];
}

function difference(index: IndexState, before: DocumentKeys, after: DocumentKeys): KeyChange {
  const [one, other] = [before.keys[0], after.keys[0]];
  if (before.keys.length === 1 && after.keys.length === 1 && one && other) {
    const same = compareBytes(one, other) === 0;
    return { index, keys: after, added: same ? [] : after.keys, removed: same ? [] : before.keys };
  }
  const old = new Set(before.keys.map(keyText));
  const now = new Set(after.keys.map(keyText));
  return {
    index,
    keys: after,
    added: after.keys.filter((key) => !old.has(keyText(key))),
    removed: before.keys.filter((key) => !now.has(keyText(key))),
  };
}
