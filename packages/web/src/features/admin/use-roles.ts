import { useQueries } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { useApps } from '../../ui/api/use-apps.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';

/** A role that can be given to a member. */
export interface RoleOption {
  /** app.role */
  value: string;
  label: string;
}

/** The roles of all apps. */
export function useRoles(): { options: RoleOption[]; roleName: (role: string) => string } {
  const api = useApi();
  const { apps } = useApps();
  const locale = usePreferences((state) => state.locale);
  const details = useQueries({
    queries: apps.map(({ key }) => ({
      queryKey: [...queryKeys.app(key), locale, 'roles'],
      queryFn: () => api.call('app', { params: { app: key }, query: { locale } }),
      staleTime: 300_000,
    })),
  });
  const options = details.flatMap(({ data }) =>
    (data?.documents.roles ?? []).map(({ key, title }) => ({ value: `${data?.app.key}.${key}`, label: `${data?.app.title} · ${title}` })),
  );
  const names = new Map(options.map(({ value, label }) => [value, label]));
  return { options, roleName: (role) => names.get(role) ?? role };
}
