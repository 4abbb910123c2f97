import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { usePreferences } from '../preferences/preferences.ts';
import type { AppModel } from './app-model.ts';
import { appModelQuery } from './app-model-query.ts';

/** A published app in my language; undefined while it loads. */
export function useAppModel(app: string | undefined): { model: AppModel | undefined; error: unknown; retry: () => void } {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const query = useQuery({ ...appModelQuery(api, app ?? '', locale), enabled: app !== undefined });
  return { model: query.data, error: query.error, retry: () => void query.refetch() };
}
