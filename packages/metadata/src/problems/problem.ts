import type { DocumentKind } from '../app-documents.ts';
import { fillText, type Locale, type TextParams } from '../text.ts';
import { type ProblemCode, problemCatalogue } from './catalogue.ts';

/** Something wrong at one place: in a record, a query or a document. */
export interface Problem {
  /** JSON pointer to the culprit (`/amount`, `/properties/level/enum/2`); empty for the whole. */
  path: string;
  code: ProblemCode;
  /** Values for the places of the sentence. */
  params?: TextParams;
  /** `error` stops what was asked for, `warning` does not; error when left out. */
  severity?: 'error' | 'warning';
  /** For problems of an app: the document it is in. */
  document?: { kind: DocumentKind; key: string };
}

/** The sentence for people. */
export function problemText(problem: Problem, locale: Locale): string {
  return fillText(problemCatalogue[problem.code], locale, problem.params);
}

/** A JSON pointer from its parts. */
export function pointer(...parts: ReadonlyArray<string | number>): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
