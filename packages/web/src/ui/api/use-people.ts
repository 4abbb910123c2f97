import type { Colleague, Department } from '@formwright/client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from './api-context.tsx';
import { queryKeys } from './query-keys.ts';

/** Colleagues and departments with their names by id. */
export interface People {
  people: Colleague[];
  departments: Department[];
  /** undefined for an id nobody has. */
  personName: (id: string) => string | undefined;
  departmentName: (id: string) => string | undefined;
}

/** Everybody in the organisation, for pickers and names. */
export function usePeople(): People {
  const api = useApi();
  const { data } = useQuery({ queryKey: queryKeys.people, queryFn: ({ signal }) => api.call('people', { signal }), staleTime: 300_000 });
  return useMemo(() => {
    const people = data?.people ?? [];
    const departments = data?.departments ?? [];
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const departmentNames = new Map(departments.map(({ id, name }) => [id, name]));
    return { people, departments, personName: (id) => names.get(id), departmentName: (id) => departmentNames.get(id) };
  }, [data]);
}
