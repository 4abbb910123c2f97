import { type AppDocuments, AppError, type AppPackage, type Locale } from '@formwright/metadata';
import type { PublishedApp } from '../store/catalogue.ts';
import { newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import { linkApps, publishApp } from '../store/publish-app.ts';
import type { AppRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { discardInstall } from '../store/unfinished.ts';
import { announce } from '../write/announce.ts';
import { checkDocuments, errorsIn } from './check-documents.ts';
import { prepareEntities } from './prepare-entities.ts';
import { versionRow } from './publish.ts';
import { type Newcomer, type SamplePeople, writeSamples } from './samples.ts';

/** An app to install. */
export interface Installation {
  pack: AppPackage;
  /** Whether sample records, and the sample people where `people` says how, come along. */
  sampleData: boolean;
  /** How sample people become members; left out for packages from outside, which may bring none. */
  people?: SamplePeople;
  locale: Locale;
  receipt?: Receipt<Installed>;
}

/** What came of an installation. */
export interface Installed {
  app: PublishedApp;
  newcomers: Newcomer[];
}

/**
 * Installs an app. It becomes visible in one transaction at the very end, when all its records are there; what fails or dies
 * before is discarded. Throws APP_EXISTS, PACKAGE_INVALID with every problem.
 */
export async function installApp(services: Services, principal: Principal, installation: Installation): Promise<Installed> {
  const { docs } = installation.pack;
  const { key } = docs.app;
  if ((await services.store.models.apps.exists({ key })) !== null) throw new AppError('APP_EXISTS', { params: { app: key } });
  const details = errorsIn(checkDocuments(docs, installation.locale));
  if (details.length > 0) throw new AppError('PACKAGE_INVALID', { details });
  const row = await begin(services, docs);
  try {
    const { entities } = await prepareEntities(services, docs, row.entities);
    const app = hiddenApp(services, principal, { row, docs });
    const { newcomers, roles } = await writeSamples(withHidden(services, app), {
      pack: installation.pack,
      people: installation.people,
      wanted: installation.sampleData,
    });
    const installed = { app, newcomers };
    await show(services, principal, { row: { ...row, entities }, docs, roles, told: (tx) => installation.receipt?.(tx, installed) });
    await services.catalogue.refresh();
    return installed;
  } catch (error) {
    await discardInstall(services.store, row);
    throw error;
  }
}

/** Notes what is about to be made before it is made, so that nothing of it can be forgotten. */
async function begin(services: Services, docs: AppDocuments): Promise<AppRow> {
  const _id = newId();
  const entities = docs.entities.map(({ key }) => ({ key, id: String(newId()), derived: '' }));
  const createdAt = new Date(services.now());
  const row: AppRow = { _id, key: `${docs.app.key}~${String(_id)}`, state: 'installing', version: 1, entities, createdAt, createdBy: null };
  await services.store.models.apps.create([row]);
  return row;
}

/** An app of one's own with nothing in it yet. */
export function blankPackage({ key, title }: { key: string; title: string }, locale: Locale): AppPackage {
  const docs: AppDocuments = {
    app: { key, title, version: '1.0.0', locale },
    entities: [],
    forms: [],
    views: [],
    workflows: [],
    dashboards: [],
    roles: [],
    i18n: {},
  };
  return { docs, data: new Map(), people: [] };
}

/** The app as it will be once it is there. */
function hiddenApp(services: Services, principal: Principal, { row, docs }: { row: AppRow; docs: AppDocuments }): PublishedApp {
  const version = versionRow(services, principal, { app: row, version: 1, documents: docs, note: '' });
  const linkable = publishApp(services.store, { ...row, key: docs.app.key }, version);
  const app = linkable && linkApps([linkable]).get(docs.app.key);
  if (!app) throw new AppError('INTERNAL');
  return app;
}

/** Services in whose catalogue the app stands already, while everybody else does not see it yet. */
function withHidden(services: Services, app: PublishedApp): Services {
  const { catalogue } = services;
  const own = [...app.entities.values()];
  return {
    ...services,
    catalogue: {
      ...catalogue,
      apps: () => [...catalogue.apps(), app],
      app: (key) => (key === app.key ? app : catalogue.app(key)),
      entity: (appKey, key) => own.find((entity) => appKey === app.key && entity.key === key) ?? catalogue.entity(appKey, key),
      entityById: (id) => own.find((entity) => entity.id === id) ?? catalogue.entityById(id),
    },
  };
}

/** An app with all that was made for it, about to be seen. */
interface Appearance {
  row: AppRow;
  docs: AppDocuments;
  /** What its people may do in it, by user. */
  roles: ReadonlyMap<string, readonly string[]>;
  told: (tx: Tx) => Promise<void> | undefined;
}

async function show(services: Services, principal: Principal, { row, docs, roles, told }: Appearance): Promise<void> {
  const { apps, appVersions, users } = services.store.models;
  try {
    await services.store.transaction(async (tx) => {
      const { session } = tx;
      const set = { key: docs.app.key, state: 'installed' as const, entities: row.entities };
      const { matchedCount } = await apps.updateOne({ _id: row._id, state: 'installing' }, { $set: set }, { session });
      if (matchedCount !== 1) throw new AppError('LOST_RACE');
      await appVersions.create([versionRow(services, principal, { app: row, version: 1, documents: docs, note: docs.app.version })], {
        session,
      });
      for (const [user, names] of roles) await users.updateOne({ _id: user }, { $addToSet: { roles: { $each: [...names] } } }, { session });
      const event = { subject: 'app', kind: 'create', target: String(row._id), detail: { key: docs.app.key, version: 1 } } as const;
      await announce(services, principal, { tx, events: [event] });
      await told(tx);
    });
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 11000)
      throw new AppError('APP_EXISTS', { params: { app: docs.app.key }, cause: error });
    throw error;
  }
}

/** Takes an app away; its records stay out of reach and are never shown to a later app of the same name. Throws APP_UNKNOWN. */
export async function deleteApp(services: Services, principal: Principal, key: string): Promise<void> {
  const { apps, users, drafts } = services.store.models;
  await services.store.transaction(async (tx) => {
    const { session } = tx;
    const row = await apps.findOne({ key, state: 'installed' }, undefined, { session }).lean();
    if (!row) throw new AppError('APP_UNKNOWN', { params: { app: key } });
    await apps.updateOne({ _id: row._id }, { $set: { state: 'removed', key: `${key}~${String(row._id)}` } }, { session });
    await drafts.deleteMany({ app: row._id }, { session });
    // Whoever held its roles must not hold those of a later app of the same name.
    await users.updateMany({}, { $pull: { roles: { $regex: `^${key}\\.` } } }, { session });
    await announce(services, principal, { tx, events: [{ subject: 'app', kind: 'delete', target: String(row._id), detail: { key } }] });
  });
  await services.catalogue.refresh();
}
