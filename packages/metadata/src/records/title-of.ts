import type { Entity } from '../entity.ts';
import type { DisplayOptions } from '../field-types/field-type.ts';
import type { RecordData } from './record-data.ts';

/** What a record is called: its title field as people read it, else its id, else an empty text. */
export function titleOf(entity: Entity, record: RecordData, options: DisplayOptions = { locale: 'zh-CN' }): string {
  const { key, type, document } = entity.titleField;
  const title = Object.hasOwn(record, key) ? type.display(record[key], document, options) : '';
  return title || (typeof record.id === 'string' ? record.id : '');
}
