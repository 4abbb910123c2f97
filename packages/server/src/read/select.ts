import { type EntityAccess, queryFields, scopeFor, visibleFields } from '@formwright/access';
import {
  AppError,
  type EntityField,
  type Filter,
  filterFields,
  parseFilter,
  resolveFilter,
  type Sort,
  type ViewDoc,
} from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { Condition } from '../store/condition.ts';
import { factsOf } from '../store/create-catalogue.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { compileFilter, conjunction } from './compile-filter.ts';
import { compileSearch } from './compile-search.ts';
import type { Selection } from './requests.ts';

/** A selection worked out for one principal: which records, and which fields may be named. */
export interface Selected {
  target: PublishedEntity;
  access: EntityAccess;
  /** Scope, view, filter and search as one condition. */
  condition: Condition;
  view: ViewDoc | undefined;
  /** Whether a field may stand in a filter, sort, group or measure. */
  allowed: (field: EntityField) => boolean;
}

/**
 * The one gate of all reading: finds the entity, and turns scope, view, filter and search into one condition. A view shows the
 * records on which its reader may ask for what it filters by; nobody is refused for a filter they did not write.
 * Throws NOT_FOUND, FORBIDDEN, BAD_QUERY.
 */
export function select(services: Services, principal: Principal, selection: Selection): Selected {
  const { target, access } = readable(services, principal, selection);
  const askable = queryFields(access);
  const allowed = (field: EntityField) => askable.has(field.key);
  const view = findView(target, selection.view);
  const facts = factsOf(principal, services);
  const { entity } = target;
  const scope = scopeFor(access, 'read', view?.filter ? filterFields(view.filter) : []);
  if (!scope) throw unknownView(view?.key ?? '');
  const toCondition = (filter: Filter): Condition => compileFilter(resolveFilter(filter, facts, entity), entity);
  const parts: Condition[] = [toCondition(scope)];
  if (view?.filter) parts.push(toCondition(parseFilter(view.filter, entity, { at: '/view' })));
  if (selection.filter !== undefined) parts.push(toCondition(parseFilter(selection.filter, entity, { allowed, at: '/filter' })));
  if (selection.search !== undefined) parts.push(compileSearch(selection.search, entity, askable));
  return { target, access, condition: conjunction(parts), view, allowed };
}

/** An entity and what a principal may do with it. Throws NOT_FOUND for one they have nothing to do with, FORBIDDEN when they may not read. */
export function readable(
  services: Services,
  principal: Principal,
  address: { app: string; entity: string },
): { target: PublishedEntity; access: EntityAccess } {
  const target = services.catalogue.entity(address.app, address.entity);
  const access = services.catalogue.access(principal, target);
  if (access.grants.length === 0) throw new AppError('NOT_FOUND');
  if (scopeFor(access, 'read') === null) throw new AppError('FORBIDDEN');
  return { target, access };
}

/** Sort keys of a view that its reader may sort by; a view made by somebody with more rights does not fail by its order. */
export function viewSort({ view, target, allowed }: Selected): Sort[] {
  return (view?.sort ?? []).filter(({ field: key }) => {
    const field = target.entity.fields.get(key);
    return field !== undefined && allowed(field) && field.type.sortable;
  });
}

/** The fields asked for, checked; undefined for all. Throws BAD_QUERY for one that is hidden or unknown. */
export function askedFields({ access }: Selected, fields: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!fields) return undefined;
  const visible = visibleFields(access);
  const unknown = fields.flatMap((field, index) =>
    visible.has(field) ? [] : [{ path: `/fields/${index}`, code: 'UNKNOWN_FIELD' as const, params: { field: field.slice(0, 63) } }],
  );
  if (unknown.length > 0) throw new AppError('BAD_QUERY', { details: unknown });
  return new Set(fields);
}

function findView(target: PublishedEntity, key: string | undefined): ViewDoc | undefined {
  if (key === undefined) return undefined;
  const view = target.app.documents.views.find((each) => each.key === key && each.entity === target.key);
  if (!view) throw unknownView(key);
  return view;
}

/** The same for a view that is not there and for one that is not for this reader. */
function unknownView(key: string): AppError {
  return new AppError('BAD_QUERY', { details: [{ path: '/view', code: 'OTHER', params: { message: key.slice(0, 63) } }] });
}
