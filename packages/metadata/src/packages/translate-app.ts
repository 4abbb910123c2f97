import type { AppDocuments } from '../app-documents.ts';
import type { Locale } from '../text.ts';
import { mapTexts } from './map-texts.ts';

/** The app's documents with every text in one language; what is not translated stays in the app's own. */
export function translateApp(docs: AppDocuments, locale: Locale): AppDocuments {
  const texts = new Map(Object.entries(docs.i18n[locale] ?? {}));
  if (texts.size === 0) return docs;
  return mapTexts(docs, (path, text) => texts.get(path) ?? text);
}
