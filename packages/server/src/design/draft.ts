import type { Draft } from '@formwright/client';
import { type AppDocuments, AppError, type DocumentKind, documentLists, findDocument, type Locale } from '@formwright/metadata';
import { newId } from '../store/ids.ts';
import { actorId, type Principal, personOf } from '../store/principal.ts';
import type { AppRow, DraftRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { findApp, publishedDocuments } from './app-row.ts';
import { checkDocuments, errorsIn } from './check-documents.ts';

/** Names one document of an app's draft. */
export interface DraftAddress {
  app: string;
  kind: DocumentKind;
  key: string;
}

/** One document of a draft with its draft version. */
export interface DraftDocument {
  document: unknown;
  version: number;
}

/** The edits of an app, oldest first. */
export async function draftRows(services: Services, app: Pick<AppRow, '_id'>): Promise<DraftRow[]> {
  return services.store.models.drafts.find({ app: app._id }).sort({ _id: 1 }).lean();
}

/** Published documents with the edits laid over them. */
export function applyDraft(published: AppDocuments, edits: readonly DraftRow[]): AppDocuments {
  const result: AppDocuments = { ...published };
  for (const edit of edits) {
    if (edit.kind === 'app') {
      if (edit.document !== null) result.app = JSON.parse(edit.document);
      continue;
    }
    const list = documentLists.get(edit.kind as Exclude<DocumentKind, 'app'>);
    if (list === undefined) continue;
    const kept: { key: string }[] = result[list];
    const at = kept.findIndex((document) => document.key === edit.key);
    const next = edit.document === null ? [] : [JSON.parse(edit.document)];
    Object.assign(result, { [list]: at < 0 ? [...kept, ...next] : [...kept.slice(0, at), ...next, ...kept.slice(at + 1)] });
  }
  return result;
}

/** The whole draft of an app. */
export async function readDraft(services: Services, key: string): Promise<Draft> {
  const app = await findApp(services, key);
  const [published, edits] = await Promise.all([publishedDocuments(services, app), draftRows(services, app)]);
  const versions = new Map(edits.map((edit) => [`${edit.kind}/${edit.key}`, edit.version]));
  return {
    documents: applyDraft(published, edits),
    versions: Object.fromEntries(versions),
    changed: edits.map((edit) => ({
      kind: edit.kind as DocumentKind,
      key: edit.key,
      change: changeOf(published, edit),
      by: edit.by,
      at: edit.at.toISOString(),
    })),
    published: app.version,
  };
}

/** One document as the draft has it. Throws NOT_FOUND. */
export async function readDraftDocument(services: Services, address: DraftAddress): Promise<DraftDocument> {
  const app = await findApp(services, address.app);
  const edit = await services.store.models.drafts.findOne({ app: app._id, kind: address.kind, key: address.key }).lean();
  if (edit) return { document: edit.document === null ? gone() : JSON.parse(edit.document), version: edit.version };
  const document = findDocument(await publishedDocuments(services, app), address.kind, address.key);
  return { document: document ?? gone(), version: 0 };
}

/**
 * Lays a document over the published one, or takes it away (`document: null`). Answers its new draft version.
 * Throws STALE_DRAFT when it is not at `seen`, INVALID_DOCUMENT for what no draft may hold.
 */
export async function saveDraftDocument(
  services: Services,
  principal: Principal,
  request: DraftAddress & { document: unknown; seen: number | undefined; locale: Locale },
): Promise<DraftDocument> {
  const { kind, key, document, seen } = request;
  const app = await findApp(services, request.app);
  if (document === null) await refuseRemoval(services, app, request);
  else await refuseUnfit(services, app, request);
  const by = { id: actorId(principal), name: personOf(principal)?.name ?? '' };
  const text = document === null ? null : JSON.stringify(document);
  const version = await services.store.transaction(async (tx) => {
    const { session } = tx;
    const { drafts } = services.store.models;
    const known = await drafts.findOne({ app: app._id, kind, key }, { version: 1 }, { session }).lean();
    if (seen !== undefined && seen !== (known?.version ?? 0)) throw new AppError('STALE_DRAFT');
    const next = (known?.version ?? firstVersion(app) - 1) + 1;
    const set = { document: text, version: next, by, at: new Date(services.now()) };
    if (known) await drafts.updateOne({ _id: known._id }, { $set: set }, { session });
    else await drafts.create([{ _id: newId(), app: app._id, kind, key, ...set }], { session });
    return next;
  });
  return { document, version };
}

/** Throws all edits of an app away. */
export async function discardDraft(services: Services, key: string): Promise<void> {
  const app = await findApp(services, key);
  await services.store.models.drafts.deleteMany({ app: app._id });
}

/** Numbers go on after publishing, so that what somebody saw of the draft before is never taken for the draft after. */
function firstVersion(app: AppRow): number {
  return (app.version - 1) * 10_000 + 1;
}

function changeOf(published: AppDocuments, edit: DraftRow): 'added' | 'changed' | 'removed' {
  if (edit.document === null) return 'removed';
  return findDocument(published, edit.kind as DocumentKind, edit.key) === undefined ? 'added' : 'changed';
}

function gone(): never {
  throw new AppError('NOT_FOUND');
}

async function refuseRemoval(services: Services, app: AppRow, { kind, key }: DraftAddress): Promise<void> {
  const draft = applyDraft(await publishedDocuments(services, app), await draftRows(services, app));
  if (findDocument(draft, kind, key) === undefined) throw new AppError('NOT_FOUND');
  if (kind === 'app') throw new AppError('IN_USE', { params: { what: key } });
}

/** A draft may be unfinished, but never hold what no published document could be mended from: another key, a foreign shape, a pattern that may hang. */
const unfit = new Set([
  'DOCUMENT_SHAPE',
  'UNKNOWN_KEYWORD',
  'DOCUMENT_TOO_LARGE',
  'BAD_KEY',
  'KEY_RESERVED',
  'PATTERN_UNSAFE',
  'FILE_KEY_DIFFERS',
  'TOO_MANY',
  'TOO_MANY_ITEMS',
  'NESTED_TOO_DEEP',
]);

async function refuseUnfit(
  services: Services,
  app: AppRow,
  { kind, key, document, locale }: DraftAddress & { document: unknown; locale: Locale },
): Promise<void> {
  if (
    typeof document !== 'object' ||
    document === null ||
    !('key' in document) ||
    document.key !== key ||
    (kind === 'app' && key !== app.key)
  ) {
    throw new AppError('INVALID_DOCUMENT', { details: [{ path: '/key', code: 'FILE_KEY_DIFFERS', params: { key } }] });
  }
  const draft = applyDraft(await publishedDocuments(services, app), await draftRows(services, app));
  const edit = { kind, key, document: JSON.stringify(document) } as DraftRow;
  const checked = checkDocuments(applyDraft(draft, [edit]), locale);
  const own = errorsIn(checked).filter(
    (problem) => problem.document?.kind === kind && problem.document.key === key && unfit.has(problem.code),
  );
  if (own.length > 0) throw new AppError('INVALID_DOCUMENT', { details: own });
}
