import { useSyncExternalStore } from 'react';
import type { Mode } from '../theme/palette.ts';
import { usePreferences } from './preferences.ts';

const darkQuery = '(prefers-color-scheme: dark)';

/** Light or dark as it applies now; follows the system when so chosen. */
export function useMode(): Mode {
  const appearance = usePreferences((state) => state.appearance);
  const systemDark = useSyncExternalStore(followSystem, () => matchMedia(darkQuery).matches);
  if (appearance !== 'system') return appearance;
  return systemDark ? 'dark' : 'light';
}

function followSystem(listener: () => void): () => void {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
