import type { ApiRecord } from '@formwright/client';
import type { RecordData } from '@formwright/metadata';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import type { EntityModel } from '../app-model/app-model.ts';
import { mergeNews, type RecordPage } from './live-merge.ts';

/** What a person does to records; every list and page on screen follows at once. Each throws AppError. */
export interface RecordWrites {
  create: (values: RecordData) => Promise<ApiRecord>;
  /** Only the given fields; `ifMatch` refuses with STALE_VERSION when one of them changed since that version. */
  update: (id: string, values: RecordData, ifMatch?: number) => Promise<ApiRecord>;
  /** Shows the values at once and takes them back when the server refuses. */
  updateAtOnce: (record: ApiRecord, values: RecordData) => Promise<ApiRecord>;
  remove: (ids: readonly string[]) => Promise<BatchOutcome>;
  restore: (ids: readonly string[]) => Promise<void>;
  /** Asks the server again for everything of the entity that is on screen; resolves when the answers are there. */
  refresh: () => Promise<void>;
  updateMany: (updates: ReadonlyArray<{ id: string } & RecordData>) => Promise<BatchOutcome>;
}

/** How a batch went. */
export interface BatchOutcome {
  done: string[];
  /** Sentences of those that were refused, each once. */
  refused: string[];
}

/** Writes records of one entity. */
export function useRecordWrites(model: EntityModel): RecordWrites {
  const api = useApi();
  const place = useRecordPlace(model);
  const params = { app: model.app, entity: model.key };
  const update: RecordWrites['update'] = async (id, values, ifMatch) => {
    const record = await api.call('updateRecord', {
      params: { ...params, id },
      body: values,
      ...(ifMatch === undefined ? {} : { ifMatch }),
    });
    place.show(record);
    return record;
  };
  const batch = async (body: { update?: ({ id: string } & RecordData)[]; delete?: string[] }): Promise<BatchOutcome> => {
    const { results } = await api.call('batch', { params, body });
    const done = results.flatMap((result) => ('id' in result ? [result.id] : []));
    const refused = results.flatMap((result) => ('error' in result ? [result.error.details[0]?.message ?? result.error.message] : []));
    void place.refresh();
    return { done, refused: [...new Set(refused)] };
  };
  return {
    update,
    create: async (values) => {
      const record = await api.call('createRecord', { params, body: values, idempotencyKey: crypto.randomUUID() });
      void place.refresh();
      return record;
    },
    updateAtOnce: async (record, values) => {
      place.show({ ...record, ...values });
      try {
        return await update(record.id, values, record.version);
      } catch (error) {
        place.show(record);
        throw error;
      }
    },
    remove: async (ids) => {
      const outcome = await batch({ delete: [...ids] });
      place.hide(outcome.done);
      return outcome;
    },
    restore: async (ids) => {
      for (const id of ids) await api.call('restoreRecord', { params: { ...params, id } });
      void place.refresh();
    },
    refresh: place.refresh,
    updateMany: (updates) => batch({ update: [...updates] }),
  };
}

/** Puts records into, and takes them out of, everything that is kept of an entity. */
function useRecordPlace({ app, key }: EntityModel) {
  const queries = useQueryClient();
  const all = queryKeys.records(app, key);
  const edit = (change: (pages: RecordPage[]) => RecordPage[]) =>
    queries.setQueriesData<InfiniteData<RecordPage>>({ queryKey: [...all, 'pages'] }, (data) =>
      data ? { ...data, pages: change(data.pages) } : data,
    );
  return {
    show: (record: ApiRecord) => {
      edit((pages) =>
        pages.map((page) => ({ ...page, records: page.records.map((each) => (each.id === record.id ? { ...each, ...record } : each)) })),
      );
      queries.setQueryData<ApiRecord>(queryKeys.record(app, key, record.id), (known) => (known ? { ...known, ...record } : known));
      void queries.invalidateQueries({ queryKey: [...all, 'aggregate'] });
      void queries.invalidateQueries({ queryKey: [...all, 'changes', record.id] });
      void queries.invalidateQueries({ queryKey: ['titles', app, key, record.id] });
    },
    hide: (ids: readonly string[]) => edit((pages) => mergeNews(pages, { present: [], gone: new Set(ids) })),
    refresh: () => queries.invalidateQueries({ queryKey: all }),
  };
}
