import type { EntityField } from '@formwright/metadata';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useApi } from '../api/api-context.tsx';
import { useAppModel } from '../app-model/use-app-model.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { relationTarget } from './relation-target.ts';

/** A record that a relation may point to. */
export interface RecordChoice {
  id: string;
  title: string;
  /** Further fields that tell it from others of the same title. */
  hint: string;
}

/** Up to 20 records of the entity a relation points to, those that match what is typed. */
export function useRecordChoices({ app, field, search, enabled }: { app: string; field: EntityField; search: string; enabled: boolean }): {
  choices: RecordChoice[];
  loading: boolean;
} {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const target = relationTarget(app, field.to ?? '');
  const { model } = useAppModel(target.app);
  const entity = model?.entities.get(target.entity);
  const typed = useDeferredValue(search.trim());
  const shown = (field.document['x-field'].show ?? []).filter((key) => key !== entity?.entity.titleField.key && entity?.field(key));
  const { data, isFetching } = useQuery({
    queryKey: ['records', target.app, target.entity, 'choices', typed],
    queryFn: ({ signal }) =>
      api.call('query', {
        params: target,
        body: { fields: [entity?.entity.titleField.key ?? 'id', ...shown], limit: 20, ...(typed ? { search: typed } : {}) },
        signal,
      }),
    enabled: enabled && entity !== undefined,
    placeholderData: keepPreviousData,
  });
  const choices = (data?.records ?? []).map((record) => {
    const values = new Map<string, unknown>(Object.entries(record));
    const text = (key: string) => {
      const described = entity?.field(key);
      return described ? described.type.display(values.get(key), described.document, { locale }) : '';
    };
    return { id: record.id, title: text(entity?.entity.titleField.key ?? ''), hint: shown.map(text).filter(Boolean).join(' · ') };
  });
  return { choices, loading: isFetching };
}
