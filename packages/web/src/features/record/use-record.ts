import type { ApiRecord } from '@formwright/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { useEntityChanges } from '../../ui/live/live-context.tsx';
import { markRecord } from '../../ui/record-query/live-marks.ts';
import { changedFields } from '../../ui/record-query/live-merge.ts';
import { useSession } from '../../ui/session/session-context.tsx';

/** One record, kept fresh; what somebody else changes is marked for a moment. */
export function useRecord(model: EntityModel, id: string) {
  const api = useApi();
  const queries = useQueryClient();
  const { user } = useSession();
  const last = useRef<ApiRecord>(undefined);
  const queryKey = queryKeys.record(model.app, model.key, id);
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const record = await api.call('record', { params: { app: model.app, entity: model.key, id }, signal });
      const before = last.current?.id === id ? last.current : undefined;
      if (before && record.version > before.version && record.updatedBy && record.updatedBy !== user.id)
        markRecord(id, { fields: new Set(changedFields(before, record)), by: record.updatedBy, added: false });
      last.current = record;
      return record;
    },
  });
  const again = () => {
    void queries.invalidateQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: [...queryKeys.records(model.app, model.key), 'changes', id] });
  };
  useEntityChanges(model.app, model.key, {
    onChange: (change) => {
      if (change.id === id) again();
    },
    onReload: again,
  });
  return query;
}
