import { type AppDocuments, type DocumentEntry, type DocumentKind, documentLists, listDocuments } from '../app-documents.ts';
import type { Entity } from '../entity.ts';
import { normaliseEntity } from '../normalise-entity.ts';
import type { Problem } from '../problems/problem.ts';

/** An app while its references are checked: only documents of a right shape. */
export interface CheckedApp {
  docs: AppDocuments;
  /** Entities of a right shape by key, normalised. */
  entities: ReadonlyMap<string, Entity>;
  /** Keys of all documents by kind, also of those whose shape is wrong. */
  keys: ReadonlyMap<DocumentKind, ReadonlySet<string>>;
}

/** The app with only those documents that may be looked into. */
export function toCheckedApp(docs: AppDocuments, isSound: (entry: DocumentEntry) => boolean): CheckedApp {
  const sound: AppDocuments = { ...docs };
  const keys = new Map<DocumentKind, Set<string>>([['app', new Set([docs.app.key])]]);
  for (const [kind, list] of documentLists) {
    keys.set(kind, new Set(docs[list].map((document) => document.key)));
    Object.assign(sound, { [list]: docs[list].filter((document) => isSound({ kind, key: document.key, document })) });
  }
  const entities = new Map(sound.entities.map((document) => [document.key, normaliseEntity(document)]));
  return { docs: sound, entities, keys };
}

/** Problems of one document, each with the document's name on it. */
export function inDocument(kind: DocumentKind, key: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, document: { kind, key } }));
}

/** Keys that occur twice or reach what every object has. */
export function checkKeys(docs: AppDocuments): Problem[] {
  const seen = new Set<string>();
  return listDocuments(docs).flatMap(({ kind, key }) => {
    const name = `${kind} ${key}`;
    const isRepeated = seen.has(name);
    seen.add(name);
    const problem: Problem | undefined = isRepeated
      ? { path: '/key', code: 'KEY_REPEATED', params: { key } }
      : key in Object.prototype || key === 'prototype'
        ? { path: '/key', code: 'KEY_RESERVED', params: { key } }
        : undefined;
    return problem ? inDocument(kind, key, [problem]) : [];
  });
}
