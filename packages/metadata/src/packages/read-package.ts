import { type AppDocuments, type DocumentKind, documentLists } from '../app-documents.ts';
import { AppError } from '../errors/app-error.ts';
import type { AppDoc } from '../generated/documents.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { locales } from '../text.ts';
import type { AppPackage } from './app-package.ts';
import { readSamples } from './read-samples.ts';

const maxFiles = 2000;
/** Files a folder may hold besides the package, for its readers. */
const ignored = /^(README\.md|LICENSE|CHANGELOG\.md|pictures\/[\w-]+\.(png|webp))$/;

/** One file that was read as JSON. */
interface JsonFile {
  path: string;
  /** First part of the path, as `entities`. */
  folder: string;
  /** File name without `.json`. */
  name: string;
  value: unknown;
}

/**
 * An app from the texts of its files by path. Throws AppError PACKAGE_INVALID with every problem of its files; whether the
 * documents themselves are sound is for checkApp to say.
 */
export function readPackage(files: ReadonlyMap<string, string>): AppPackage {
  const problems: Problem[] = files.size > maxFiles ? [{ path: '', code: 'TOO_MANY', params: { limit: maxFiles } }] : [];
  const read = [...files].slice(0, maxFiles).flatMap(([path, text]) => readFile(path, text, problems));
  const docs = readDocuments(read, problems);
  const samples = readSamples(
    new Map(read.filter((file) => file.folder === 'data').map((file) => [file.name, file.value])),
    docs,
    problems,
  );
  if (problems.length > 0) throw new AppError('PACKAGE_INVALID', { details: problems.slice(0, 100) });
  return { docs, ...samples };
}

function readFile(path: string, text: string, problems: Problem[]): JsonFile[] {
  if (ignored.test(path)) return [];
  const match = /^(?:([a-z0-9]+)\/)?([a-zA-Z][\w-]*)\.json$/.exec(path);
  const folder = match?.[1] ?? '';
  const isKnown = folder === '' ? match?.[2] === 'app' : ['i18n', 'data', ...documentLists.values()].includes(folder);
  if (!match?.[2] || !isKnown) {
    problems.push({ path: pointer(path), code: 'FILE_UNEXPECTED' });
    return [];
  }
  try {
    return [{ path, folder, name: match[2], value: JSON.parse(text) as unknown }];
  } catch (error) {
    problems.push({
      path: pointer(path),
      code: 'FILE_NOT_JSON',
      params: { reason: error instanceof Error ? error.message.slice(0, 200) : '' },
    });
    return [];
  }
}

function readDocuments(files: readonly JsonFile[], problems: Problem[]): AppDocuments {
  const app = files.find((file) => file.path === 'app.json');
  if (!isKeyed(app?.value)) problems.push({ path: '/app.json', code: 'FILE_ABSENT', params: { file: 'app.json' } });
  const docs: AppDocuments = {
    app: isKeyed(app?.value) ? (app.value as AppDoc) : { key: 'missing', title: '?', version: '0.0.0' },
    entities: [],
    forms: [],
    views: [],
    workflows: [],
    dashboards: [],
    roles: [],
    i18n: readTranslations(files, problems),
  };
  for (const [kind, list] of documentLists) {
    const documents = files.filter((file) => file.folder === list).flatMap((file) => readDocument(file, kind, problems));
    Object.assign(docs, { [list]: documents });
  }
  return docs;
}

function readDocument({ path, name, value }: JsonFile, kind: DocumentKind, problems: Problem[]): unknown[] {
  if (!isKeyed(value)) {
    problems.push({ path: pointer(path), code: 'DOCUMENT_SHAPE', params: { message: kind } });
    return [];
  }
  if (value.key !== name) problems.push({ path: pointer(path), code: 'FILE_KEY_DIFFERS', params: { key: String(value.key).slice(0, 63) } });
  return [value];
}

function readTranslations(files: readonly JsonFile[], problems: Problem[]): AppDocuments['i18n'] {
  const found: AppDocuments['i18n'] = {};
  for (const { path, name, value } of files.filter((file) => file.folder === 'i18n')) {
    const locale = locales.find((each) => each === name);
    if (locale && isTexts(value)) found[locale] = value;
    else problems.push({ path: pointer(path), code: 'FILE_UNEXPECTED' });
  }
  return found;
}

function isKeyed(value: unknown): value is { key: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'key');
}

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string')
  );
}
