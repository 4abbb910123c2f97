import type { ApiRecord, Client } from '@formwright/client';
import { andFilters } from '@formwright/metadata';
import { type InfiniteData, keepPreviousData, type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import type { EntityModel } from '../app-model/app-model.ts';
import { useEntityChanges } from '../live/live-context.tsx';
import { useSession } from '../session/session-context.tsx';
import { markRecord } from './live-marks.ts';
import { changedFields, mergeNews, type RecordPage } from './live-merge.ts';
import type { RecordQuery } from './view-state.ts';

const pageSize = 100;
/** Changes in one moment that are worked into a list one by one; after more (an import) the list is asked for anew. */
const mostNews = 200;

interface PagesInput {
  model: EntityModel;
  query: RecordQuery;
  /** Own fields to fetch. */
  fields: readonly string[];
  /** Records of a page; 100 unless told. */
  limit?: number;
  enabled?: boolean;
}

/** The records of a list, loaded page by page and kept fresh by the live connection. */
export interface RecordPages {
  records: ApiRecord[];
  /** How many match in all. */
  count: number | undefined;
  hasMore: boolean;
  loading: boolean;
  loadingMore: boolean;
  /** The shown rows belong to an earlier question; the new answer is on its way. */
  stale: boolean;
  error: unknown;
  loadMore: () => void;
  retry: () => void;
}

/** Loads records page by page by cursor. */
export function useRecordPages({ model, query, fields, limit = pageSize, enabled = true }: PagesInput): RecordPages {
  const api = useApi();
  const queryKey = useMemo(
    () => [...queryKeys.records(model.app, model.key), 'pages', { ...query, fields, limit }] as const,
    [model.app, model.key, query, fields, limit],
  );
  const ask = (more: { cursor?: string; count?: boolean }, signal?: AbortSignal) =>
    askPage(api, { model, query, fields, limit, more, ...(signal ? { signal } : {}) });
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam ? { cursor: pageParam } : { count: true }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: RecordPage) => last.next,
    placeholderData: keepPreviousData,
    enabled,
  });
  useLivePages({ api, model, query, fields, queryKey });
  const records = useMemo(() => pages.data?.pages.flatMap((page) => page.records) ?? [], [pages.data]);
  return {
    records,
    count: pages.data?.pages[0]?.count,
    hasMore: pages.hasNextPage,
    loading: pages.isPending && enabled,
    loadingMore: pages.isFetchingNextPage,
    stale: pages.isPlaceholderData,
    error: pages.error,
    loadMore: () => {
      if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
    },
    retry: () => void pages.refetch(),
  };
}

interface Ask {
  model: EntityModel;
  query: RecordQuery;
  fields: readonly string[];
  limit: number;
  more: { cursor?: string; count?: boolean };
  signal?: AbortSignal;
}

function askPage(api: Client, { model, query, fields, limit, more, signal }: Ask): Promise<RecordPage> {
  const { view, filter, sort, search } = query;
  return api.call('query', {
    params: { app: model.app, entity: model.key },
    body: {
      limit,
      fields: [...fields],
      ...(view ? { view } : {}),
      ...(filter ? { filter } : {}),
      ...(sort.length > 0 ? { sort } : {}),
      ...(search ? { search } : {}),
      ...more,
    },
    ...(signal ? { signal } : {}),
  });
}

interface LivePages {
  api: Client;
  model: EntityModel;
  query: RecordQuery;
  fields: readonly string[];
  queryKey: readonly unknown[];
}

/** Gathers changes for a moment, asks for those records under the list's own filter, and works the answer in. */
function useLivePages({ api, model, query, fields, queryKey }: LivePages): void {
  const queries = useQueryClient();
  const { user } = useSession();
  const waiting = useRef({
    ids: new Set<string>(),
    gone: new Set<string>(),
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
  useEffect(() => () => clearTimeout(waiting.current.timer), []);
  const askAnew = () => void queries.invalidateQueries({ queryKey });
  const flush = async () => {
    const { ids, gone } = waiting.current;
    waiting.current = { ids: new Set(), gone: new Set(), timer: undefined };
    const wanted = [...ids];
    if (wanted.length > mostNews) return askAnew();
    const { view, filter, search } = query;
    const present =
      wanted.length === 0
        ? []
        : (
            await askPage(api, {
              model,
              query: { view, filter: andFilters(filter, { field: 'id', op: 'in', value: wanted }), sort: [], search },
              fields,
              limit: wanted.length,
              more: {},
            })
          ).records;
    const here = new Set(present.map(({ id }) => id));
    applyNews(queries, { queryKey, me: user.id, present, gone: new Set([...gone, ...wanted.filter((id) => !here.has(id))]) });
    void queries.invalidateQueries({ queryKey: [...queryKeys.records(model.app, model.key), 'aggregate'] });
  };
  useEntityChanges(model.app, model.key, {
    onChange: ({ id, kind }) => {
      const { ids, gone } = waiting.current;
      (kind === 'removed' ? gone : ids).add(id);
      (kind === 'removed' ? ids : gone).delete(id);
      waiting.current.timer ??= setTimeout(() => void flush().catch(askAnew), 120);
    },
    onReload: askAnew,
  });
}

function applyNews(
  queries: QueryClient,
  { queryKey, me, present, gone }: { queryKey: readonly unknown[]; me: string; present: readonly ApiRecord[]; gone: ReadonlySet<string> },
): void {
  queries.setQueryData<InfiniteData<RecordPage>>(queryKey, (data) => {
    if (!data) return data;
    const known = new Map(data.pages.flatMap(({ records }) => records).map((record) => [record.id, record]));
    for (const record of present) {
      if (record.updatedBy === null || record.updatedBy === me) continue;
      const before = known.get(record.id);
      if (before && before.version >= record.version) continue;
      markRecord(record.id, { fields: new Set(changedFields(before, record)), by: record.updatedBy, added: before === undefined });
    }
    return { ...data, pages: mergeNews(data.pages, { present, gone }) };
  });
}
