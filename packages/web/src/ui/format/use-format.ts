import { useMemo } from 'react';
import { usePreferences } from '../preferences/preferences.ts';
import { useSession } from '../session/session-context.tsx';
import { createFormat, type Format } from './format.ts';

/** How moments, days and numbers read for the signed-in person. */
export function useFormat(): Format {
  const locale = usePreferences((state) => state.locale);
  const { organisation } = useSession();
  return useMemo(() => createFormat(locale, organisation.timeZone), [locale, organisation.timeZone]);
}
