import { compareBytes } from '../bson/compare.ts';
import { checkId } from '../bson/id.ts';
import { MongoError } from '../errors.ts';
import { afterPrefix, entryKey, keyText, maxKeyBytes, type RecordId, recordIdOf, recordKey, treeKey } from '../store/keys.ts';
import { nothing, type ReadView } from '../store/view.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { type DocumentKeys, keysOf, valuesOfKey } from './index-keys.ts';
import type { RawDocument } from './types.ts';
import type { Writer } from './writer.ts';

/** The greatest document that MongoDB takes, in bytes. */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** Adds a document with its index entries; checks everything before it writes anything. Throws DuplicateKey. */
export function insertDocument(writer: Writer, collection: CollectionState, document: RawDocument): RecordId {
  checkSize(document);
  checkId(document);
  const id = writer.newRecord(collection);
  const added = collection.indexes.map((index) => ({ index, keys: keysOf(index, document) }));
  for (const { index, keys } of added) claimKeys(writer, { collection, index, id, document }, keys.keys);
  writer.claim(recordKey(collection.tree, id));
  writer.view.put(recordKey(collection.tree, id), document);
  for (const { index, keys } of added) {
    for (const key of keys.keys) writer.view.put(entryKey(index.tree, key, id), nothing);
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
  checkSize(change.after);
  writer.claim(recordKey(collection.tree, id));
  const changes = collection.indexes.map((index) => difference(index, keysOf(index, change.before), keysOf(index, change.after)));
  for (const { index, added } of changes) claimKeys(writer, { collection, index, id, document: change.after }, added);
  for (const { index, removed } of changes) if (index.unique) for (const key of removed) writer.claim(treeKey(index.tree, key));
  writer.view.put(recordKey(collection.tree, id), change.after);
  for (const { index, added, removed, keys } of changes) {
    for (const key of removed) writer.view.remove(entryKey(index.tree, key, id));
    for (const key of added) writer.view.put(entryKey(index.tree, key, id), nothing);
    if (keys.arrays || keys.cut) writer.noteKeys(collection, index, keys);
  }
  writer.count(collection, 0, change.after.length - change.before.length);
}

/** Takes a document and its index entries out. */
export function removeDocument(writer: Writer, { collection, id }: Place, document: RawDocument): void {
  writer.claim(recordKey(collection.tree, id));
  const removed = collection.indexes.map((index) => ({ index, keys: keysOf(index, document).keys }));
  for (const { index, keys } of removed) if (index.unique) for (const key of keys) writer.claim(treeKey(index.tree, key));
  for (const { index, keys } of removed) for (const key of keys) writer.view.remove(entryKey(index.tree, key, id));
  writer.view.remove(recordKey(collection.tree, id));
  writer.count(collection, -1, -document.length);
}

/** Adds the entries of one index for a document that is already there (an index that is being built). Throws DuplicateKey. */
export function indexDocument(writer: Writer, place: KeyPlace): void {
  const { collection, index, id, document } = place;
  const keys = keysOf(index, document);
  claimKeys(writer, place, keys.keys);
  for (const key of keys.keys) writer.view.put(entryKey(index.tree, key, id), nothing);
  if (keys.arrays || keys.cut) writer.noteKeys(collection, index, keys);
}

/** A document in its place, as one index sees it. */
export interface KeyPlace extends Place {
  readonly index: IndexState;
  readonly document: RawDocument;
}

/** For a unique index: claims the keys and makes sure that no other document has them. */
function claimKeys(writer: Writer, { collection, index, id, document }: KeyPlace, keys: readonly Uint8Array[]): void {
  if (!index.unique) return;
  for (const key of keys) {
    const place = treeKey(index.tree, key);
    writer.claim(place);
    const keysThere = writer.view.keys({ low: place, high: afterPrefix(place) });
    for (let next = keysThere.next(); !next.done; next = keysThere.next()) {
      const other = recordIdOf(next.value);
      if (other === id || !isSameKey(writer.view, { collection, id: other }, { index, key })) continue;
      keysThere.return?.();
      throw duplicateKey(collection, index, valuesOfKey(index, document, key));
    }
  }
}

function isSameKey(view: ReadView, { collection, id }: Place, { index, key }: { index: IndexState; key: Uint8Array }): boolean {
  if (key.length <= maxKeyBytes) return true;
  const document = view.get(recordKey(collection.tree, id));
  return document !== undefined && keysOf(index, document).keys.some((other) => compareBytes(other, key) === 0);
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

function checkSize({ length }: RawDocument): void {
  if (length <= maxDocumentBytes) return;
  throw new MongoError('BSONObjectTooLarge', `object to insert too large. size in bytes: ${length}, max size: ${maxDocumentBytes}`);
}
