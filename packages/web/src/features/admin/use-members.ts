import type { BodyOf, contract, User } from '@formwright/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { tellFailed } from '../../ui/feedback/toast.ts';

/** All members, and what an admin does with them. */
export function useMembers() {
  const api = useApi();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: queryKeys.users, queryFn: ({ signal }) => api.call('users', { signal }) });
  const again = () =>
    Promise.all([queryKeys.users, queryKeys.people, queryKeys.departments].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const create = useMutation({
    mutationFn: (body: BodyOf<(typeof contract)['createUser']>) => api.call('createUser', { body }),
    onSuccess: again,
  });
  const update = useMutation({
    mutationFn: ({ id, ...body }: { id: string } & BodyOf<(typeof contract)['updateUser']>) =>
      api.call('updateUser', { params: { id }, body }),
    onSuccess: again,
    onError: (failure, input) => {
      // The form shows what it sent; the buttons of a row have no other place for it.
      if (input.name === undefined) tellFailed(failure);
    },
  });
  return { members: data?.users, error, retry: () => void refetch(), create, update };
}

/** The members in the order they are listed: active ones first, each by name. */
export function sortMembers(members: readonly User[], locale: string): User[] {
  return [...members].sort((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name, locale));
}
