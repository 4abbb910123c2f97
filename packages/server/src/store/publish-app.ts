import { type AppDocuments, compileValidator, type Entity, normaliseEntity, recordSchema, type Validate } from '@formwright/metadata';
import type { Model } from 'mongoose';
import type { PublishedApp, PublishedEntity, RelationLink } from './catalogue.ts';
import type { AppRow, AppVersionRow } from './models/apps.ts';
import type { StoredRecord } from './models/records.ts';
import type { Store } from './store.ts';

/** A version of an app with its entities compiled, not yet tied to other apps. */
export interface LinkableApp {
  id: string;
  key: string;
  version: number;
  documents: AppDocuments;
  entities: { id: string; entity: Entity; validate: Validate; records: Model<StoredRecord> }[];
}

/**
 * Compiles the entities of a published version; validators are compiled when first asked. What is damaged in the database is
 * left out, an entity or the whole app (undefined), so that the others go on working.
 */
export function publishApp(store: Store, app: AppRow, version: AppVersionRow): LinkableApp | undefined {
  const documents = orNothing(() => readDocuments(version.documents));
  if (!documents) return undefined;
  const ids = new Map(app.entities.map((entry) => [entry.key, entry.id]));
  const entities = documents.entities.flatMap((document) => {
    const id = ids.get(document?.key);
    const entity = orNothing(() => normaliseEntity(document));
    if (id === undefined || !entity) return [];
    return [{ id, entity, validate: lazily(() => compileValidator(recordSchema(entity))), records: store.records(id) }];
  });
  return { id: app._id.toString(), key: app.key, version: version.version, documents, entities };
}

function readDocuments(text: string): AppDocuments | undefined {
  const documents = JSON.parse(text) as AppDocuments;
  const lists = [documents.entities, documents.forms, documents.views, documents.workflows, documents.dashboards, documents.roles];
  return typeof documents.app?.key === 'string' && lists.every(Array.isArray) ? documents : undefined;
}

function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** Ties all apps together: relations know their targets, and targets who points at them. */
export function linkApps(apps: readonly LinkableApp[]): Map<string, PublishedApp> {
  const published = new Map<string, PublishedApp>();
  const links: { from: PublishedEntity; relations: RelationLink[] }[] = [];
  const referrers = new Map<PublishedEntity, { from: PublishedEntity; link: RelationLink }[]>();
  for (const app of apps) {
    const entities = new Map<string, PublishedEntity>();
    const whole: PublishedApp = { id: app.id, key: app.key, version: app.version, documents: app.documents, entities };
    for (const part of app.entities) {
      const relations: RelationLink[] = [];
      const pointing: { from: PublishedEntity; link: RelationLink }[] = [];
      const entity = { app: whole, key: part.entity.key, ...part, relations, referrers: pointing };
      entities.set(part.entity.key, entity);
      links.push({ from: entity, relations });
      referrers.set(entity, pointing);
    }
    published.set(app.key, whole);
  }
  for (const { from, relations } of links) {
    relations.push(...relationsOf(from, published));
    for (const link of relations) if (link.target) referrers.get(link.target)?.push({ from, link });
  }
  return published;
}

function relationsOf(from: PublishedEntity, apps: ReadonlyMap<string, PublishedApp>): RelationLink[] {
  return from.entity.ownFields
    .filter((field) => field.typeName === 'relation')
    .map((field) => {
      const [first = '', second] = (field.to ?? '').split('.');
      const target = second === undefined ? from.app.entities.get(first) : apps.get(first)?.entities.get(second);
      return { field: field.key, target, onDelete: field.document['x-field'].onDelete ?? 'clear' };
    });
}

function lazily(make: () => Validate): Validate {
  let made: Validate | undefined;
  return (data) => {
    made ??= make();
    return made(data);
  };
}
