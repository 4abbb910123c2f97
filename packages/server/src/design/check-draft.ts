import type { DraftChange, DraftProblem } from '@formwright/client';
import {
  type AppDocuments,
  type DocumentChange,
  diffApps,
  impactOf,
  type Locale,
  type MigrationStep,
  migrationOf,
  toErrorDetail,
} from '@formwright/metadata';
import type { AppRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { findApp, publishedDocuments } from './app-row.ts';
import { checkDocuments } from './check-documents.ts';
import { applyDraft, draftRows } from './draft.ts';

/** What publishing a draft would do to stored records. */
export interface MigrationLine {
  entity: string;
  field: string;
  does: 'add' | 'remove' | 'convert';
  records: number;
  lost: number;
}

/** Problems of a draft, what it changes and whom that touches, and what becomes of stored records. */
export async function checkDraft(
  services: Services,
  request: { app: string; locale: Locale },
): Promise<{ problems: DraftProblem[]; impact: DraftChange[]; migration: MigrationLine[] }> {
  const app = await findApp(services, request.app);
  const before = await publishedDocuments(services, app);
  const after = applyDraft(before, await draftRows(services, app));
  const problems = checkDocuments(after, request.locale).map(
    (problem): DraftProblem => ({
      ...toErrorDetail(problem, request.locale),
      severity: problem.severity ?? 'error',
      document: problem.document ?? { kind: 'app', key: app.key },
    }),
  );
  const world = { services, app, before, after };
  const impact = await Promise.all(diffApps(before, after).flatMap((change) => impactLines(world, change)));
  const migration = await Promise.all(migrationOf(before, after).flatMap((step) => migrationLine(world, step) ?? []));
  return { problems, impact, migration };
}

interface World {
  services: Services;
  app: AppRow;
  before: AppDocuments;
  after: AppDocuments;
}

/** One line per changed document, and one per changed field of an entity. */
function impactLines(world: World, change: DocumentChange): Promise<DraftChange>[] {
  const whole = impactLine(world, change, undefined);
  if (change.kind !== 'entity' || change.change !== 'changed') return [whole];
  const fields = new Set(change.paths.flatMap((path) => /^\/properties\/([^/]+)/.exec(path)?.[1] ?? []));
  return fields.size === 0 ? [whole] : [...fields].map((field) => impactLine(world, change, field));
}

async function impactLine(
  { services, app, before, after }: World,
  { kind, key, change }: DocumentChange,
  field: string | undefined,
): Promise<DraftChange> {
  const uses =
    kind === 'entity' ? impactOf({ entity: key, ...(field === undefined ? {} : { field }) }, change === 'added' ? after : before).uses : [];
  const path = field === undefined ? undefined : `/properties/${field}`;
  return {
    kind,
    key,
    change: field === undefined ? change : fieldChange({ before, after }, key, field),
    ...(path === undefined ? {} : { path }),
    usedBy: uses.filter((use) => use.kind !== kind || use.key !== key).map((use) => ({ kind: use.kind, key: use.key, title: use.title })),
    ...(kind === 'entity' ? { records: await countRecords(services, app, { entity: key, field }) } : {}),
    ...(kind === 'workflow'
      ? { runs: await services.store.models.runs.countDocuments({ app: app._id, workflow: key, status: 'running' }) }
      : {}),
  };
}

function fieldChange({ before, after }: Pick<World, 'before' | 'after'>, entity: string, field: string): 'added' | 'changed' | 'removed' {
  const has = (docs: AppDocuments) => Object.hasOwn(docs.entities.find((one) => one.key === entity)?.properties ?? {}, field);
  if (!has(before)) return 'added';
  return has(after) ? 'changed' : 'removed';
}

/** Records that hold a value in a field, or all of an entity: the number of people's work that hangs on it, not a leak, for admins only. */
async function countRecords(
  services: Services,
  app: AppRow,
  { entity, field }: { entity: string; field: string | undefined },
): Promise<number> {
  const id = app.entities.find((entry) => entry.key === entity)?.id;
  if (id === undefined) return 0;
  const records = services.store.records(id);
  return field === undefined ? records.estimatedDocumentCount() : records.countDocuments({ [`f.${field}`]: { $exists: true } });
}

function migrationLine({ services, app }: World, step: MigrationStep): Promise<MigrationLine> | undefined {
  switch (step.kind) {
    case 'fieldAdded':
      return Promise.resolve({ entity: step.entity, field: step.field, does: 'add', records: 0, lost: 0 });
    case 'fieldRemoved':
      return countRecords(services, app, step).then((records) => ({
        entity: step.entity,
        field: step.field,
        does: 'remove',
        records,
        lost: records,
      }));
    case 'fieldTypeChanged':
      return countRecords(services, app, step).then((records) => ({
        entity: step.entity,
        field: step.field,
        does: 'convert',
        records,
        lost: records,
      }));
    case 'optionRemoved':
    case 'fieldRequired':
    case 'fieldUnique':
    case 'entityAdded':
    case 'entityRemoved':
      return undefined;
  }
}
