import type { AppDocuments } from '../app-documents.ts';
import type { EntityDoc, Field } from '../generated/documents.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import type { SamplePerson, SampleRecord } from './app-package.ts';
import { isSampleDate } from './sample-date.ts';

interface Samples {
  data: Map<string, SampleRecord[]>;
  people: SamplePerson[];
}

/** Sample records and people from the files under `data/`; adds what is wrong with them to the problems. */
export function readSamples(files: ReadonlyMap<string, unknown>, docs: AppDocuments, problems: Problem[]): Samples {
  const people = readPeople(files.get('people'), problems);
  const data = new Map<string, SampleRecord[]>();
  for (const entity of relatedFirst(docs.entities)) {
    if (files.has(entity.key)) data.set(entity.key, readRecords(entity.key, files.get(entity.key), problems));
  }
  for (const name of files.keys()) {
    if (name !== 'people' && !data.has(name))
      problems.push({ path: pointer(`data/${name}.json`), code: 'ENTITY_UNKNOWN', params: { entity: name } });
  }
  checkReferences({ data, people }, docs, problems);
  return { data, people };
}

function readPeople(value: unknown, problems: Problem[]): SamplePerson[] {
  if (value === undefined) return [];
  const people = Array.isArray(value) && value.every(isPerson) ? value : undefined;
  if (!people) problems.push({ path: '/data~1people.json', code: 'DOCUMENT_SHAPE', params: { message: 'key, name, email, roles' } });
  const keys = new Set(people?.map((person) => person.key));
  people?.forEach((person, index) => {
    if (person.manager === undefined || keys.has(person.manager)) return;
    problems.push({ path: pointer('data/people.json', index, 'manager'), code: 'DATA_REFERENCE', params: { key: person.manager } });
  });
  return people ?? [];
}

function isPerson(value: unknown): value is SamplePerson {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['key', 'name', 'email'].every((key) => typeof Object.getOwnPropertyDescriptor(value, key)?.value === 'string');
  return texts && 'roles' in value && Array.isArray(value.roles) && value.roles.every((role) => typeof role === 'string');
}

function readRecords(entity: string, value: unknown, problems: Problem[]): SampleRecord[] {
  if (!Array.isArray(value)) {
    problems.push({ path: pointer(`data/${entity}.json`), code: 'NOT_A_LIST' });
    return [];
  }
  const keys = new Set<string>();
  return value.flatMap((record: unknown, index) => {
    if (isRecord(record) && !keys.has(record.$key)) {
      keys.add(record.$key);
      return [record];
    }
    problems.push({ path: pointer(`data/${entity}.json`, index, '$key'), code: 'DATA_KEY' });
    return [];
  });
}

function isRecord(value: unknown): value is SampleRecord {
  return typeof value === 'object' && value !== null && '$key' in value && typeof value.$key === 'string';
}

/** Entities that others relate to before those that relate to them, so that targets exist when they are named. */
function relatedFirst(entities: readonly EntityDoc[]): EntityDoc[] {
  const sorted = new Map<string, EntityDoc>();
  const visit = (entity: EntityDoc, trail: readonly string[]): void => {
    if (sorted.has(entity.key) || trail.includes(entity.key)) return;
    const targets = Object.values(fieldsOf(entity)).map((field) => field?.['x-field']?.to);
    for (const target of entities.filter((each) => targets.includes(each.key))) visit(target, [...trail, entity.key]);
    sorted.set(entity.key, entity);
  };
  for (const entity of entities) visit(entity, []);
  return [...sorted.values()];
}

/** The document may still be of any shape here. */
function fieldsOf(entity: EntityDoc): Record<string, Field | undefined> {
  return typeof entity.properties === 'object' && entity.properties !== null ? entity.properties : {};
}

function checkReferences({ data, people }: Samples, docs: AppDocuments, problems: Problem[]): void {
  const persons = new Set(people.map((person) => person.key));
  const keys = new Map([...data].map(([entity, records]) => [entity, new Set(records.map((record) => record.$key))]));
  for (const entity of docs.entities) {
    const fields = new Map(Object.entries(fieldsOf(entity)));
    data.get(entity.key)?.forEach((record, index) => {
      for (const [key, value] of Object.entries(record)) {
        const problem = key === '$key' ? undefined : checkValue(value, fields.get(key), { persons, keys, key });
        if (problem) problems.push({ ...problem, path: pointer(`data/${entity.key}.json`, index, key) });
      }
    });
  }
}

interface Known {
  persons: ReadonlySet<string>;
  keys: ReadonlyMap<string, ReadonlySet<string>>;
  key: string;
}

function checkValue(value: unknown, field: Field | undefined, { persons, keys, key }: Known): Problem | undefined {
  const type = field?.['x-field']?.type;
  if (!field || !type) return { path: '', code: 'UNKNOWN_FIELD', params: { field: key } };
  const names = (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string');
  const targets = type === 'relation' ? keys.get(field['x-field'].to ?? '') : type === 'member' || type === 'members' ? persons : undefined;
  const missing = targets && names.find((name) => !targets.has(name));
  if (missing !== undefined) return { path: '', code: 'DATA_REFERENCE', params: { key: String(missing).slice(0, 63) } };
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const isDate = (type === 'date' || type === 'dateTime') && isSampleDate(value);
  return isObject && !isDate ? { path: '', code: 'BAD_DATE' } : undefined;
}
