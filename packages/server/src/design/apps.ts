import { createHash } from 'node:crypto';
import type { AppDetail, AppSummary, EntityAccess } from '@formwright/client';
import { type AppDocuments, AppError, type Locale, validatorModule, writePackage } from '@formwright/metadata';
import type { PublishedApp } from '../store/catalogue.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { documentsIn } from '../store/translated-app.ts';
import { findApp, publishedDocuments } from './app-row.ts';
import { zip } from './package-files.ts';
import { type Sight, sightOf, visibleDocuments, visibleSchema } from './visible-documents.ts';

/** The apps somebody may open, by title. */
export function listApps(services: Services, principal: Principal, locale: Locale): AppSummary[] {
  const open = services.catalogue.apps().filter((app) => mayOpen(services, principal, app));
  return open.map((app) => summaryOf(app, principal, locale)).sort((one, other) => one.title.localeCompare(other.title, locale));
}

/** An app as somebody may see it. Throws APP_UNKNOWN, also for one they may not open. */
export function readApp(
  services: Services,
  principal: Principal,
  request: { app: string; locale: Locale; startable: ReadonlySet<string> },
): AppDetail {
  const app = openApp(services, principal, request.app);
  const docs = documentsIn(app, request.locale);
  const sights = sightOf(services, principal, app);
  const access = new Map([...sights].map(([key, sight]) => [key, entityAccess(app, key, sight)]));
  const documents = isAdmin(principal) ? docs : visibleDocuments(docs, sights, request.startable);
  return { app: summary(app, principal, docs), documents, access: Object.fromEntries(access) };
}

/** The module that checks an entity's records in the browser, by the name its content gives it. Throws NOT_FOUND. */
export function readValidator(services: Services, principal: Principal, request: { app: string; entity: string; file: string }): string {
  const app = openApp(services, principal, request.app);
  const sight = sightOf(services, principal, app).get(request.entity);
  const found = sight && validatorOf(app, request.entity, sight);
  if (found?.file === request.file) return found.source;
  const older = recent.get(`${app.id}/${request.entity}/${request.file}`);
  if (older === undefined || !sight) throw new AppError('NOT_FOUND');
  return older;
}

/** An app as a package. Throws APP_UNKNOWN. */
export async function exportApp(services: Services, key: string): Promise<Uint8Array> {
  const docs = await publishedDocuments(services, await findApp(services, key));
  return zip(writePackage({ docs, data: new Map(), people: [] }));
}

/** The app as listed. */
export function summaryOf(app: PublishedApp, principal: Principal, locale: Locale): AppSummary {
  return summary(app, principal, documentsIn(app, locale));
}

function openApp(services: Services, principal: Principal, key: string): PublishedApp {
  const app = services.catalogue.app(key);
  if (!mayOpen(services, principal, app)) throw new AppError('APP_UNKNOWN', { params: { app: key } });
  return app;
}

function mayOpen(services: Services, principal: Principal, app: PublishedApp): boolean {
  return isAdmin(principal) || sightOf(services, principal, app).size > 0;
}

function isAdmin(principal: Principal): boolean {
  return personOf(principal)?.admin ?? false;
}

function summary(app: PublishedApp, principal: Principal, docs: AppDocuments): AppSummary {
  const { title, description = '', icon = 'box', color = 'teal' } = docs.app;
  return { key: app.key, title, description, icon, color, version: app.version, design: isAdmin(principal) };
}

function entityAccess(app: PublishedApp, key: string, sight: Sight): EntityAccess {
  return {
    actions: [...sight.actions],
    fields: Object.fromEntries(sight.fields),
    ...(sight.askable.size < sight.fields.size ? { askable: [...sight.askable] } : {}),
    validator: `/api/apps/${app.key}/validators/${key}/${validatorOf(app, key, sight).file}`,
  };
}

/** Modules by app, version, entity and the fields that are seen: equal sights share one. */
const made = new Map<string, { file: string; source: string }>();
/** Modules of versions that browsers may still hold, by address. */
const recent = new Map<string, string>();
const mostKept = 500;

function validatorOf(app: PublishedApp, key: string, sight: Sight): { file: string; source: string } {
  const name = `${app.id}/${app.version}/${key}/${[...sight.fields.keys()].sort().join(',')}`;
  const known = made.get(name);
  if (known) return known;
  const document = app.documents.entities.find((entity) => entity.key === key);
  if (!document) throw new AppError('NOT_FOUND');
  const source = validatorModule(visibleSchema(document, sight));
  const file = `${createHash('sha256').update(source).digest('hex').slice(0, 32)}.js`;
  if (made.size >= mostKept) made.clear();
  if (recent.size >= mostKept) recent.clear();
  made.set(name, { file, source });
  recent.set(`${app.id}/${key}/${file}`, source);
  return { file, source };
}
