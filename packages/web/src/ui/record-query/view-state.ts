import type { Filter, Sort, ViewDoc } from '@formwright/metadata';
import type { EntityModel } from '../app-model/app-model.ts';

/** What the address says about a list: which view, and what was changed on top of it. */
export interface ViewState {
  view: ViewDoc;
  /** The person's own filter, besides that of the view. */
  filter: Filter | undefined;
  /** The person's own order; the view's when undefined. */
  sort: Sort[] | undefined;
  search: string;
  /** Record in the drawer. */
  record: string | undefined;
  /** A new record in the drawer, with these values to begin with. */
  creating: Record<string, unknown> | undefined;
}

/** What is asked of the server. */
export interface RecordQuery {
  /** Key of the view whose own filter the server applies: it may name fields that its reader may not ask for. */
  view?: string | undefined;
  filter: Filter | undefined;
  sort: Sort[];
  search: string;
}

/** Reads the address; whatever does not make sense there is left out. */
export function readViewState(params: URLSearchParams, model: EntityModel): ViewState {
  const wanted = params.get('view');
  const view = model.views.find(({ key }) => key === wanted) ?? model.views[0];
  if (!view) throw new Error('an entity without a view');
  return {
    view,
    filter: readFilter(params.get('filter'), model),
    sort: readSort(params.get('sort'), model),
    search: params.get('q') ?? '',
    record: params.get('record') ?? undefined,
    creating: readObject(params.get('new')),
  };
}

/** The address for a state; what is as the view has it is left out. */
export function writeViewState(state: ViewState, model: EntityModel): URLSearchParams {
  const params = new URLSearchParams();
  if (state.view.key !== model.views[0]?.key) params.set('view', state.view.key);
  if (state.search) params.set('q', state.search);
  if (state.filter) params.set('filter', JSON.stringify(state.filter));
  if (state.sort) params.set('sort', state.sort.map(({ field, dir }) => `${field}:${dir}`).join(','));
  if (state.creating) params.set('new', JSON.stringify(state.creating));
  else if (state.record) params.set('record', state.record);
  return params;
}

/** The question to the server: the view by its key, what the person adds, and no fields this person may not name. */
export function recordQuery({ view, filter, sort, search }: ViewState, model: EntityModel): RecordQuery {
  const order = (sort ?? view.sort ?? []).filter(({ field }) => model.field(field)?.type.sortable);
  return { view: view.filter && view.key, filter, sort: order.slice(0, 3), search: search.trim() };
}

function readFilter(text: string | null, model: EntityModel): Filter | undefined {
  const filter = readObject(text);
  return filter !== undefined && isFilter(filter, model) ? filter : undefined;
}

function isFilter(value: unknown, model: EntityModel): value is Filter {
  if (typeof value !== 'object' || value === null) return false;
  if ('all' in value) return Array.isArray(value.all) && value.all.every((part) => isFilter(part, model));
  if ('any' in value) return Array.isArray(value.any) && value.any.every((part) => isFilter(part, model));
  return 'field' in value && 'op' in value && typeof value.field === 'string' && model.field(value.field) !== undefined;
}

function readSort(text: string | null, model: EntityModel): Sort[] | undefined {
  if (!text) return undefined;
  const sort = text.split(',').flatMap((part): Sort[] => {
    const [field = '', dir] = part.split(':');
    return model.field(field)?.type.sortable ? [{ field, dir: dir === 'desc' ? 'desc' : 'asc' }] : [];
  });
  return sort.length > 0 ? sort : undefined;
}

function readObject(text: string | null): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
