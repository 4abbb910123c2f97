import { documentLists } from '../app-documents.ts';
import type { AppPackage } from './app-package.ts';

/** The files of an app by path, in the order of their paths, formatted so that Git shows one line per change. */
export function writePackage({ docs, data, people }: AppPackage): Map<string, string> {
  const files = new Map<string, unknown>([['app.json', docs.app]]);
  for (const list of documentLists.values()) for (const document of docs[list]) files.set(`${list}/${document.key}.json`, document);
  for (const [locale, texts] of Object.entries(docs.i18n)) files.set(`i18n/${locale}.json`, texts);
  for (const [entity, records] of data) files.set(`data/${entity}.json`, records);
  if (people.length > 0) files.set('data/people.json', people);
  const paths = [...files.keys()].sort();
  return new Map(paths.map((path) => [path, `${JSON.stringify(files.get(path), null, 2)}\n`]));
}
