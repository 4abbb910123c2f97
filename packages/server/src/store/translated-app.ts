import { type AppDocuments, type Locale, translateApp } from '@formwright/metadata';
import type { PublishedApp } from './catalogue.ts';

/** Published versions never change, so each is translated once per language. */
const known = new WeakMap<PublishedApp, Map<Locale, AppDocuments>>();

/** The documents of a published app with their texts in a language. */
export function documentsIn(app: PublishedApp, locale: Locale): AppDocuments {
  const versions = known.get(app) ?? new Map<Locale, AppDocuments>();
  known.set(app, versions);
  const documents = versions.get(locale) ?? translateApp(app.documents, locale);
  versions.set(locale, documents);
  return documents;
}
