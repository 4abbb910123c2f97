import { createClient } from '@formwright/client';
import type { QueryClient } from '@tanstack/react-query';
import { matchPath } from 'react-router';
import { usePreferences } from '../ui/preferences/preferences.ts';
import { sessionQuery, wasSignedIn } from '../ui/session/session-query.ts';
import { pages } from './pages.ts';

/**
 * Asks for all that the first page is going to need at once, where otherwise each would be asked for by the one before:
 * who is here and, where somebody was signed in a moment ago, the workspace and the page of this address.
 */
export function warmUp(queries: QueryClient, pathname: string): void {
  const { locale } = usePreferences.getState();
  void queries.prefetchQuery(sessionQuery(createClient({ locale })));
  if (!wasSignedIn()) return;
  void import('./workspace.tsx');
  void pages.find(({ path }) => matchPath(path, pathname))?.load();
}
