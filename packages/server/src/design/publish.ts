import { type AppDocuments, AppError, type Locale, normaliseEntity, type Problem } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { newId } from '../store/ids.ts';
import { actorId, type Principal, personOf } from '../store/principal.ts';
import type { AppRow, AppVersionRow, DraftRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { announce } from '../write/announce.ts';
import { deriveLate, tidyIndexes } from '../write/prepare-entity.ts';
import { type ChangedKinds, changedKinds, sortOut } from '../write/sort-out.ts';
import { findApp, findVersion, publishedDocuments } from './app-row.ts';
import { checkDocuments, errorsIn } from './check-documents.ts';
import { applyDraft, draftRows } from './draft.ts';
import { prepareEntities } from './prepare-entities.ts';
import { type EntityChange, returningFields } from './returning-fields.ts';

/** Checks the draft and makes it the next version. Throws NOTHING_TO_PUBLISH, PUBLISH_REFUSED with every problem, LOST_RACE. */
export async function publishDraft(
  services: Services,
  principal: Principal,
  request: { app: string; note: string; locale: Locale; receipt?: Receipt<number> },
): Promise<number> {
  const app = await findApp(services, request.app);
  const edits = await draftRows(services, app);
  if (edits.length === 0) throw new AppError('NOTHING_TO_PUBLISH');
  const documents = applyDraft(await publishedDocuments(services, app), edits);
  const { note, locale, receipt } = request;
  return publishVersion(services, principal, { app, documents, edits, note, locale, receipt });
}

/** Makes an earlier version the next one; edits stay as they are. Throws NOT_FOUND, PUBLISH_REFUSED. */
export async function restoreVersion(
  services: Services,
  principal: Principal,
  request: { app: string; version: number; locale: Locale; receipt?: Receipt<number> },
): Promise<number> {
  const app = await findApp(services, request.app);
  const documents: AppDocuments = JSON.parse((await findVersion(services, app, request.version)).documents);
  const { locale, receipt } = request;
  return publishVersion(services, principal, { app, documents, edits: [], note: `← ${request.version}`, locale, receipt });
}

interface Publication {
  app: AppRow;
  documents: AppDocuments;
  /** Edits that this version takes in; newer ones stay in the draft. */
  edits: readonly DraftRow[];
  note: string;
  locale: Locale;
  receipt?: Receipt<number> | undefined;
}

async function publishVersion(services: Services, principal: Principal, publication: Publication): Promise<number> {
  const { app, documents } = publication;
  refuse(errorsIn(checkDocuments(documents, publication.locale)));
  // What is published now is kept up while the next version is prepared.
  await services.catalogue.refresh();
  const { entities, problems } = await prepareEntities(services, documents, app.entities);
  const derived = entities
    .filter(({ id, derived: now }) => app.entities.find((entry) => entry.id === id)?.derived !== now)
    .map(({ id }) => id);
  const kinds = await kindsChanged(services, publication, entities);
  const version = await switchVersion(services, principal, { ...publication, entities, problems, derived, kinds }).catch(
    async (error: unknown) => {
      // It came to nothing: what was prepared for it is taken back. What this leaves undone only takes room.
      await settle(services, { entities: [], derived, kinds: [] }).catch(() => undefined);
      throw error;
    },
  );
  // It is published: what fails now is done by the job that follows the change log.
  await settle(services, { entities, derived, kinds }).catch(() => undefined);
  return version;
}

/** What was prepared for a version. */
interface Prepared {
  entities: AppRow['entities'];
  /** Entities, by internal id, whose records are derived otherwise. */
  derived: string[];
  kinds: ChangedKinds[];
}

async function switchVersion(
  services: Services,
  principal: Principal,
  publication: Publication & Prepared & { problems: readonly Problem[] },
): Promise<number> {
  refuse(publication.problems);
  const { app, documents, edits, note, entities, derived, kinds } = publication;
  const version = app.version + 1;
  await services.store.transaction(async (tx) => {
    const { apps, drafts } = services.store.models;
    const switched = await apps.updateOne(
      { _id: app._id, version: app.version, state: 'installed' },
      { $set: { version, entities } },
      { session: tx.session },
    );
    if (switched.modifiedCount !== 1) throw new AppError('LOST_RACE');
    await insertVersion(services, principal, { tx, app, version, documents, note });
    for (const edit of edits) await drafts.deleteOne({ _id: edit._id, version: edit.version }, { session: tx.session });
    await announce(services, principal, {
      tx,
      events: [{ subject: 'app', kind: 'update', target: String(app._id), detail: { key: app.key, version, derived, kinds } }],
    });
    await publication.receipt?.(tx, version);
  });
  return version;
}

/** Brings records and indexes in line with what is published now; what commits even later is met by the job that follows the change log. */
async function settle(services: Services, { entities, derived, kinds }: Prepared): Promise<void> {
  const { catalogue } = services;
  await catalogue.refresh();
  const each = async (id: string, work: (target: PublishedEntity) => Promise<void>) => {
    const target = catalogue.entityById(id);
    if (target) await work(target);
  };
  for (const { entity, fields } of kinds) await each(entity, (target) => sortOut(target, fields));
  for (const id of new Set([...derived, ...kinds.map(({ entity }) => entity)])) await each(id, (target) => deriveLate(target));
  for (const { id } of entities) await each(id, tidyIndexes);
}

async function kindsChanged(services: Services, { app, documents }: Publication, entities: AppRow['entities']): Promise<ChangedKinds[]> {
  const changes = entities.flatMap(({ id, key }): EntityChange[] => {
    const before = services.catalogue.entityById(id)?.entity;
    const document = documents.entities.find((entity) => entity.key === key);
    return before && document ? [{ id, key, before, after: normaliseEntity(document) }] : [];
  });
  const returning = await returningFields(services, app, changes);
  return changes.flatMap(({ id, before, after }): ChangedKinds[] => {
    const fields = changedKinds(new Map([...(returning.get(id) ?? []), ...before.fields]), after);
    return fields.length > 0 ? [{ entity: id, fields }] : [];
  });
}

/** Keeps a version of an app's documents, for good, in the caller's transaction. */
export async function insertVersion(
  services: Services,
  principal: Principal,
  request: { tx: Tx; app: Pick<AppRow, '_id'>; version: number; documents: AppDocuments; note: string },
): Promise<void> {
  const row = versionRow(services, principal, request);
  await services.store.models.appVersions.create([row], { session: request.tx.session });
}

/** The row of one version. */
export function versionRow(
  services: Services,
  principal: Principal,
  { app, version, documents, note }: { app: Pick<AppRow, '_id'>; version: number; documents: AppDocuments; note: string },
): AppVersionRow {
  const by = { id: actorId(principal), name: personOf(principal)?.name ?? '' };
  return {
    _id: newId(),
    app: app._id,
    version,
    documents: JSON.stringify(documents),
    note,
    at: new Date(services.now()),
    by,
    validators: [],
  };
}

function refuse(details: readonly Problem[]): void {
  if (details.length > 0) throw new AppError('PUBLISH_REFUSED', { details });
}
