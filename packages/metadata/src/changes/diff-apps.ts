import { type AppDocuments, type DocumentKind, listDocuments } from '../app-documents.ts';
import { pointer } from '../problems/problem.ts';

/** A difference between two versions of an app. */
export interface DocumentChange {
  kind: DocumentKind;
  key: string;
  title: string;
  change: 'added' | 'removed' | 'changed';
  /** JSON pointers of what differs, for `changed`. */
  paths: string[];
}

/** What differs between two versions of an app, in the order of their documents; everything is added when there was none. */
export function diffApps(before: AppDocuments | undefined, after: AppDocuments): DocumentChange[] {
  const old = new Map(before ? listDocuments(before).map((entry) => [`${entry.kind} ${entry.key}`, entry]) : []);
  const changes: DocumentChange[] = [];
  for (const { kind, key, document } of listDocuments(after)) {
    const was = old.get(`${kind} ${key}`);
    old.delete(`${kind} ${key}`);
    const { title } = document;
    if (!was) changes.push({ kind, key, title, change: 'added', paths: [] });
    else {
      const paths = diffValues(was.document, document, '');
      if (paths.length > 0) changes.push({ kind, key, title, change: 'changed', paths });
    }
  }
  for (const { kind, key, document } of old.values()) changes.push({ kind, key, title: document.title, change: 'removed', paths: [] });
  return changes;
}

/** JSON pointers of the smallest parts in which two values differ; a moved property of an object counts at the object. */
export function diffValues(before: unknown, after: unknown, path: string): string[] {
  if (Object.is(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }).flatMap((_, index) => diffValues(before[index], after[index], path + pointer(index)));
  }
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const inside = keys.flatMap((key) => diffValues(ownValue(before, key), ownValue(after, key), path + pointer(key)));
  const isMoved = inside.length === 0 && Object.keys(before).join('\n') !== Object.keys(after).join('\n');
  return isMoved ? [path] : inside;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ownValue(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
