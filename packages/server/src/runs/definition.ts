import { type AppDocuments, AppError, type Locale, translateApp, type WorkflowDoc } from '@formwright/metadata';
import type { PublishedApp } from '../store/catalogue.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** Versions never change, so what was read of them may be kept. */
const kept = new WeakMap<Services, Map<string, AppDocuments>>();

/** What is needed to find the workflow of a run. */
type DefinedRun = Pick<RunRow, 'app' | 'version' | 'workflow'>;

/** The workflow a run follows: that of the version it started on, whatever was published since. Throws NOT_FOUND when it is gone. */
export async function definitionOf(services: Services, run: DefinedRun): Promise<WorkflowDoc> {
  return findWorkflow(await documentsOf(services, run), run.workflow);
}

/** The same with its texts in the reader's language. Throws NOT_FOUND. */
export async function definitionIn(services: Services, run: DefinedRun, locale: Locale): Promise<WorkflowDoc> {
  const documents = await documentsOf(services, run);
  const texts = documents.i18n[locale];
  if (texts === undefined) return findWorkflow(documents, run.workflow);
  const only = { ...documents, entities: [], forms: [], views: [], dashboards: [], roles: [] };
  return findWorkflow(translateApp({ ...only, workflows: [findWorkflow(documents, run.workflow)] }, locale), run.workflow);
}

/** A workflow of the published version. Throws NOT_FOUND. */
export function publishedWorkflow(app: PublishedApp, key: string): WorkflowDoc {
  return findWorkflow(app.documents, key);
}

function findWorkflow(documents: AppDocuments, key: string): WorkflowDoc {
  const found = documents.workflows.find((workflow) => workflow.key === key);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}

async function documentsOf(services: Services, { app, version }: Pick<RunRow, 'app' | 'version'>): Promise<AppDocuments> {
  const known = kept.get(services) ?? new Map<string, AppDocuments>();
  kept.set(services, known);
  const name = `${app.toString()}:${version}`;
  const hit = known.get(name);
  if (hit) return hit;
  const row = await services.store.models.appVersions.findOne({ app, version }, { documents: 1 }).lean();
  if (!row) throw new AppError('NOT_FOUND');
  const documents: AppDocuments = JSON.parse(row.documents);
  if (known.size >= 50) known.clear();
  known.set(name, documents);
  return documents;
}
