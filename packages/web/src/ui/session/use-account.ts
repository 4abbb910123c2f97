import type { Locale } from '@formwright/metadata';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { usePreferences } from '../preferences/preferences.ts';

/** What a person does with their own account. */
export interface Account {
  /** Throws AppError BAD_CREDENTIALS or TOO_MANY_SIGN_INS. */
  signIn: (email: string, password: string) => Promise<void>;
  /** Throws AppError WRONG_PASSWORD or WEAK_PASSWORD. */
  changePassword: (password: string, newPassword: string) => Promise<void>;
  signOut: () => Promise<void>;
  /** Also told to the server, so that the next browser speaks it too. */
  chooseLocale: (locale: Locale) => void;
}

/** Signs in and out, changes password and language. */
export function useAccount(): Account {
  const api = useApi();
  const queries = useQueryClient();
  const setLocale = usePreferences((state) => state.setLocale);
  const readAgain = () => queries.refetchQueries({ queryKey: queryKeys.session });
  return {
    signIn: async (email, password) => {
      const { user } = await api.call('signIn', { body: { email, password } });
      setLocale(user.locale);
      await readAgain();
    },
    changePassword: async (password, newPassword) => {
      await api.call('changePassword', { body: { password, newPassword } });
      await readAgain();
    },
    signOut: async () => {
      await api.call('signOut').catch(() => undefined);
      queries.clear();
      queries.setQueryData(queryKeys.session, { state: 'signedOut' });
    },
    chooseLocale: (locale) => {
      setLocale(locale);
      void api.call('changePassword', { body: { locale } }).catch(() => undefined);
    },
  };
}
