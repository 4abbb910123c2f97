import { readDoc } from '../value/read.ts';
import { writeDoc } from '../value/write.ts';
import { checkReplacedId, sameBytes } from './immutable-id.ts';
import type { Update } from './types.ts';
import { documentFromFilter, withId } from './upsert-document.ts';

/** An update that puts a whole document in place of another; the `_id` stays. */
export function replacementUpdate(replacement: Uint8Array): Update {
  return {
    kind: 'replacement',
    apply: (raw) => {
      const id = readDoc(raw).get('_id');
      const doc = readDoc(replacement);
      if (doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      const result = writeDoc(withId(id === undefined ? doc : doc.set('_id', id)));
      return sameBytes(raw, result) ? null : result;
    },
    upsert: (filter) => {
      const doc = readDoc(replacement);
      const id = documentFromFilter(filter, '_id').get('_id');
      if (id !== undefined && doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      return writeDoc(withId(id === undefined || doc.has('_id') ? doc : doc.set('_id', id)));
    },
  };
}
