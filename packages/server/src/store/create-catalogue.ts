import { type AccessFacts, compileAccess, type EntityAccess, type HeldRoles } from '@formwright/access';
import { AppError, type RoleDoc } from '@formwright/metadata';
import type { Catalogue, PublishedApp, PublishedEntity } from './catalogue.ts';
import { type Person, type Principal, personOf } from './principal.ts';
import { type LinkableApp, linkApps, publishApp } from './publish-app.ts';
import type { Services } from './services.ts';

type Ground = Pick<Services, 'store' | 'now' | 'organisation'>;
const accessLifeMs = 1000;

/** An empty catalogue over a store; `refresh` fills it. */
export function createCatalogue(ground: Ground): Catalogue {
  let apps = new Map<string, PublishedApp>();
  let loaded = new Map<string, LinkableApp>();
  let byId = new Map<string, PublishedEntity>();
  const rights = createRightsCache(ground);
  const app = (key: string): PublishedApp => {
    const found = apps.get(key);
    if (!found) throw new AppError('APP_UNKNOWN', { params: { app: key.slice(0, 63) } });
    return found;
  };
  const refresh = serialised(async () => {
    const next = await loadApps(ground, loaded);
    if (next === loaded) return;
    loaded = next;
    apps = linkApps([...loaded.values()]);
    byId = new Map([...apps.values()].flatMap((each) => [...each.entities.values()]).map((entity) => [entity.id, entity]));
  });
  return {
    apps: () => [...apps.values()],
    app,
    entity: (appKey, entityKey) => {
      const found = apps.get(appKey)?.entities.get(entityKey);
      if (!found) throw new AppError('NOT_FOUND');
      return found;
    },
    entityById: (id) => byId.get(id),
    access: rights,
    refresh,
  };
}

/** What scopes and dynamic values are worked out from for a principal. */
export function factsOf(principal: Principal, ground: Pick<Services, 'now' | 'organisation'>): AccessFacts {
  const person = personOf(principal);
  return {
    now: new Date(ground.now()).toISOString(),
    timeZone: ground.organisation().timeZone,
    me: person?.id ?? 'nobody',
    myReports: person?.reports ?? [],
    myDepartment: person?.department ?? null,
    myDepartments: person?.departments ?? [],
    departmentPeople: person?.departmentPeople ?? [],
  };
}

/** Runs one at a time; calls made meanwhile share the next run, so that each sees what was there when it was made. */
function serialised(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    const run = work().finally(() => {
      if (current === run) current = undefined;
    });
    current = run;
    return run;
  };
  return () => {
    if (!current) return start();
    next ??= current
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}

async function loadApps({ store }: Ground, loaded: Map<string, LinkableApp>): Promise<Map<string, LinkableApp>> {
  const rows = await store.models.apps.find({ state: 'installed' }).lean();
  const isSame = (row: { _id: { toString(): string }; version: number }) => loaded.get(row._id.toString())?.version === row.version;
  if (rows.length === loaded.size && rows.every(isSame)) return loaded;
  const next = new Map<string, LinkableApp>();
  for (const row of rows) {
    const id = row._id.toString();
    const known = isSame(row) ? loaded.get(id) : undefined;
    const version = known ? undefined : await store.models.appVersions.findOne({ app: row._id, version: row.version }).lean();
    const linkable = known ?? (version && publishApp(store, row, version));
    if (linkable) next.set(id, linkable);
  }
  return next;
}

function createRightsCache(ground: Ground): (principal: Principal, entity: PublishedEntity) => EntityAccess {
  const people = new WeakMap<Person, Map<PublishedEntity, { until: number; access: EntityAccess }>>();
  return (principal, target) => {
    const held = heldRoles(principal, target.app);
    const person = personOf(principal);
    const compile = () => compileAccess(target.entity, held, factsOf(principal, ground));
    if (!person || (principal.kind === 'workflow' && principal.as === 'system')) return compile();
    const kept = people.get(person) ?? new Map<PublishedEntity, { until: number; access: EntityAccess }>();
    people.set(person, kept);
    const hit = kept.get(target);
    if (hit && hit.until > ground.now()) return hit.access;
    const access = compile();
    kept.set(target, { until: ground.now() + accessLifeMs, access });
    return access;
  };
}

function heldRoles(principal: Principal, app: PublishedApp): HeldRoles {
  const person = personOf(principal);
  if (principal.kind === 'system' || (principal.kind === 'workflow' && principal.as === 'system') || person?.admin)
    return { kind: 'admin' };
  const names = new Set(principal.kind === 'link' ? principal.roles : (person?.roles ?? []));
  const roles = app.documents.roles.filter((role: RoleDoc) => names.has(`${app.key}.${role.key}`));
  return { kind: 'roles', roles };
}
