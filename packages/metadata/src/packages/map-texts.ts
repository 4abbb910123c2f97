import { type AppDocuments, documentLists } from '../app-documents.ts';

/** Gives the text for a path, or the same text. */
export type Translate = (path: string, text: string) => string;

const textKeys = new Set(['title', 'description', 'label', 'text', 'unit', 'placeholder', 'message']);
/** Parts of a document that its translators need not know. */
const transparent = new Set(['x-field', 'x-entity', 'config']);
/** Maps from field keys to rights: their keys may look like texts. */
const opaque = new Set(['fields', 'filter', 'default']);

/**
 * The documents with every text that people read replaced. Paths are `app.title`, `entities.customer.properties.name.title`,
 * `entities.customer.properties.level.options.A`, `workflows.level-approval.nodes.tell.text`: elements of lists by their key, id or value.
 */
export function mapTexts(docs: AppDocuments, translate: Translate): AppDocuments {
  const mapped: AppDocuments = { ...docs, app: mapValue(docs.app, 'app', translate) };
  for (const list of documentLists.values()) {
    Object.assign(mapped, { [list]: docs[list].map((document) => mapValue(document, `${list}.${document.key}`, translate)) });
  }
  return mapped;
}

function mapValue<Value>(value: Value, path: string, translate: Translate): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => mapValue(item, `${path}.${nameOf(item, index)}`, translate)) as Value;
  const entries = Object.entries(value).map(
    ([key, each]: [string, unknown]) => [key, mapProperty(key, each, { path, translate })] as const,
  );
  return Object.fromEntries(entries) as Value;
}

function mapProperty(key: string, value: unknown, { path, translate }: { path: string; translate: Translate }): unknown {
  if (typeof value === 'string') return textKeys.has(key) ? translate(`${path}.${key}`, value) : value;
  if (opaque.has(key)) return value;
  if (key === 'options' && Array.isArray(value)) return value.map((option) => mapOption(option, `${path}.options`, translate));
  return mapValue(value, transparent.has(key) ? path : `${path}.${key}`, translate);
}

function mapOption(option: unknown, path: string, translate: Translate): unknown {
  if (typeof option !== 'object' || option === null || !('label' in option) || typeof option.label !== 'string') return option;
  return { ...option, label: translate(`${path}.${nameOf(option, 0)}`, option.label) };
}

function nameOf(item: unknown, index: number): string {
  if (typeof item !== 'object' || item === null) return String(index);
  const names = [propertyOf(item, 'key'), propertyOf(item, 'id'), propertyOf(item, 'value'), propertyOf(item, 'field')];
  return names.find((name) => typeof name === 'string') ?? String(index);
}

function propertyOf(item: object, key: string): string | undefined {
  const value: unknown = Object.hasOwn(item, key) ? Object.getOwnPropertyDescriptor(item, key)?.value : undefined;
  return typeof value === 'string' ? value : undefined;
}
