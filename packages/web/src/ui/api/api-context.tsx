import { type Client, createClient } from '@formwright/client';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { usePreferences } from '../preferences/preferences.ts';

const ApiContext = createContext<Client | undefined>(undefined);

/** Gives everything below a client that speaks the person's language; tests hand in their own. */
export function ApiProvider({ client, children }: { client?: Client; children: ReactNode }) {
  const locale = usePreferences((state) => state.locale);
  const value = useMemo(() => client ?? createClient({ locale }), [client, locale]);
  return <ApiContext value={value}>{children}</ApiContext>;
}

/** The client of the server. */
export function useApi(): Client {
  const client = useContext(ApiContext);
  if (!client) throw new Error('useApi outside of ApiProvider');
  return client;
}
