import type { Field } from '../generated/documents.ts';
import type { FieldType } from './field-type.ts';

type Required = 'name' | 'group' | 'label' | 'help' | 'shape' | 'valueType' | 'operators';
type Given = Pick<FieldType, Required> & Partial<Omit<FieldType, Required | 'create'>> & { blank?: Partial<Field> };

/** A kind of field from what is special about it; the rest are the answers that suit most kinds. */
export function defineFieldType(given: Given): FieldType {
  const { blank, ...special } = given;
  return {
    keywords: [],
    settings: ['placeholder', 'default'],
    needs: [],
    sortable: false,
    groupable: false,
    uniqueable: false,
    titleable: false,
    measures: ['count'],
    buckets: [],
    create: (title) => ({
      title,
      type: given.valueType,
      ...blank,
      'x-field': { type: given.name, ...blank?.['x-field'] },
    }),
    normalise: (value) => value,
    check: () => [],
    parse: (text) => text.trim(),
    display: (value) => (typeof value === 'string' ? value : ''),
    operand: (value) => (typeof value === 'string' && value.length > 0 && value.length <= 1000 ? value : undefined),
    ...special,
  };
}
