import { type AppDocuments, type DocumentEntry, listDocuments } from '../app-documents.ts';
import { mapTexts } from '../packages/map-texts.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { checkEntities } from './check-entity.ts';
import { checkLayouts } from './check-layouts.ts';
import { checkWorkflowReferences } from './check-workflow-references.ts';
import { checkKeys, inDocument, toCheckedApp } from './checked-app.ts';

/**
 * Everything wrong with an app whose documents have the right shape: names that nothing bears, settings that do not fit,
 * formulas that do not parse. For browsers too: nothing is compiled.
 */
export function checkReferences(docs: AppDocuments, isSound: (entry: DocumentEntry) => boolean = () => true): Problem[] {
  const app = toCheckedApp(docs, isSound);
  return [
    ...checkKeys(docs),
    ...checkEntities(app),
    ...checkLayouts(app),
    ...checkWorkflowReferences(app),
    ...checkTranslations(docs, app.docs),
  ];
}

/** Translations that belong to no text; none are looked for while documents are missing from view. */
function checkTranslations(docs: AppDocuments, sound: AppDocuments): Problem[] {
  if (listDocuments(docs).length !== listDocuments(sound).length) return [];
  const paths = new Set<string>();
  mapTexts(docs, (path, text) => {
    paths.add(path);
    return text;
  });
  return Object.entries(docs.i18n).flatMap(([locale, texts]) => {
    const unused = Object.keys(texts).filter((path) => !paths.has(path));
    const problems = unused.map(
      (path): Problem => ({ path: pointer('i18n', locale, path), code: 'TRANSLATION_UNUSED', params: { path }, severity: 'warning' }),
    );
    return inDocument('app', docs.app.key, problems);
  });
}
