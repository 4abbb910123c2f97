import type { Locale } from '@formwright/metadata';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { inSentence } from './in-sentence.ts';

const loaders = new Map<Locale, () => Promise<{ texts: Record<string, unknown> }>>([
  ['zh-CN', () => import('./zh-cn.ts')],
  ['en', () => import('./en.ts')],
]);

/** Loads the texts of one language and speaks it from now on. */
export async function speak(locale: Locale): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: locale,
      fallbackLng: false,
      defaultNS: 'common',
      resources: {},
      interpolation: { escapeValue: false },
      returnNull: false,
    });
    i18next.services.formatter?.add('inSentence', (name) => inSentence(String(name)));
  }
  const texts = (await loaders.get(locale)?.())?.texts ?? {};
  for (const [namespace, bundle] of Object.entries(texts)) i18next.addResourceBundle(locale, namespace, bundle);
  document.documentElement.lang = locale;
  if (i18next.language !== locale) await i18next.changeLanguage(locale);
}
