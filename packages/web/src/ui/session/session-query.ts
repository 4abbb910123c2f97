import type { Client } from '@formwright/client';
import { queryOptions } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { readSession } from './session-state.ts';

const mark = 'fw.in';

/** How it is asked where this browser stands; kept for the whole visit. */
export function sessionQuery(api: Client) {
  return queryOptions({
    queryKey: queryKeys.session,
    queryFn: async () => {
      const session = await readSession(api);
      remember(session.state === 'in');
      if ('user' in session) usePreferences.getState().followUser(session.user.locale);
      return session;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** Whether somebody was signed in when this browser last asked: a guess for what to fetch, never a right. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(mark) !== null;
  } catch {
    return false;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(mark, '1');
    else localStorage.removeItem(mark);
  } catch {
    // Private windows may refuse storage; the next visit then fetches one thing after the other.
  }
}
