import type { EntityDoc, FormDoc, ViewDoc } from '@formwright/metadata';
import { fieldType } from '@formwright/metadata';
import type { Edit } from './history.ts';

/** The documents of a new kind of record: one text field that names it, a form and a grid. */
export function newEntity({ key, title }: { key: string; title: string }, words: { field: string; section: string }): Edit[] {
  const name = fieldType('text').create(words.field);
  const entity: EntityDoc = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    key,
    title,
    type: 'object',
    required: ['name'],
    properties: { name: { ...name, 'x-field': { ...name['x-field'], searchable: true } } },
    'x-entity': { titleField: 'name', icon: 'box' },
  };
  const form: FormDoc = {
    key,
    entity: key,
    title,
    sections: [{ key: 'main', title: words.section, columns: 2, items: [{ field: 'name' }] }],
  };
  const view: ViewDoc = { key, entity: key, title, kind: 'grid', columns: [{ field: 'name' }] };
  return [
    { ref: { kind: 'entity', key }, document: entity },
    { ref: { kind: 'form', key }, document: form },
    { ref: { kind: 'view', key }, document: view },
  ];
}
