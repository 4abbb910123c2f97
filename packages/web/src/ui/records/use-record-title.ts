import type { Client } from '@formwright/client';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useAppModel } from '../app-model/use-app-model.ts';

interface Wanted {
  app: string;
  entity: string;
  id: string;
}

/** The title of a record: undefined while it loads, null when it is gone or hidden from me. Titles asked for at one moment travel in one request. */
export function useRecordTitle({ app, entity, id }: Wanted): string | null | undefined {
  const api = useApi();
  const { model } = useAppModel(app === '' ? undefined : app);
  const titleField = model?.entities.get(entity)?.entity.titleField;
  const { data } = useQuery({
    queryKey: ['titles', app, entity, id],
    queryFn: () => loadTitle(api, { app, entity, id }, titleField?.key ?? ''),
    enabled: titleField !== undefined,
    staleTime: 300_000,
  });
  return model && !titleField ? null : data;
}

interface Batch {
  ids: Map<string, Array<(title: string | null) => void>>;
  rejects: Array<(error: unknown) => void>;
}

const batches = new Map<string, Batch>();

function loadTitle(api: Client, { app, entity, id }: Wanted, titleField: string): Promise<string | null> {
  const key = `${app}.${entity}`;
  const batch = batches.get(key) ?? begin(key, () => send(api, { app, entity, titleField, key }));
  return new Promise((resolve, reject) => {
    batch.ids.set(id, [...(batch.ids.get(id) ?? []), resolve]);
    batch.rejects.push(reject);
  });
}

function begin(key: string, run: () => void): Batch {
  const batch: Batch = { ids: new Map(), rejects: [] };
  batches.set(key, batch);
  setTimeout(run, 15);
  return batch;
}

async function send(
  api: Client,
  { app, entity, titleField, key }: { app: string; entity: string; titleField: string; key: string },
): Promise<void> {
  const batch = batches.get(key);
  batches.delete(key);
  if (!batch) return;
  try {
    const ids = [...batch.ids.keys()];
    const { records } = await api.call('query', {
      params: { app, entity },
      body: { filter: { field: 'id', op: 'in', value: ids }, fields: [titleField], limit: Math.min(500, ids.length) },
    });
    const titles = new Map(records.map((record) => [record.id, titleOf(record, titleField)]));
    for (const [id, resolves] of batch.ids) for (const resolve of resolves) resolve(titles.get(id) ?? null);
  } catch (error) {
    for (const reject of batch.rejects) reject(error);
  }
}

function titleOf(record: object, field: string): string {
  const value = Object.hasOwn(record, field) ? (record as Record<string, unknown>)[field] : undefined;
  return typeof value === 'string' ? value : String(value ?? '');
}
