import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../preferences/preferences.ts';
import { useSession } from '../session/session-context.tsx';
import { createFormat, type Format } from './format.ts';

/** How moments, days and numbers read for the signed-in person. */
export function useFormat(): Format {
  const locale = usePreferences((state) => state.locale);
  const { t: say } = useTranslation('format');
  const { timeZone } = useSession().organisation;
  return useMemo(() => createFormat({ locale, timeZone, say }), [locale, timeZone, say]);
}
