import { fillTimestamps } from '../bson/timestamps.ts';
import { readDoc } from '../value/read.ts';
import { writeDoc } from '../value/write.ts';
import { sameBytes } from './identical.ts';
import { checkReplacedId } from './immutable-id.ts';
import type { Update } from './types.ts';
import { idFromFilter, refuseArrayId, withId } from './upsert-document.ts';

/** An update that puts a whole document in place of another; the `_id` stays. */
export function replacementUpdate(replacement: Uint8Array): Update {
  return {
    kind: 'replacement',
    apply: (raw, { now }) => {
      const id = readDoc(raw).get('_id');
      const doc = readDoc(fillTimestamps(replacement, now.getTime()));
      if (doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      // As MongoDB compares it: a replacement that does not name `_id` counts as a change.
      if (sameBytes(raw, replacement)) return null;
      return writeDoc(withId(id === undefined ? doc : doc.set('_id', id)));
    },
    upsert: (filter, { now }) => {
      const doc = readDoc(fillTimestamps(replacement, now.getTime()));
      const id = idFromFilter(filter);
      if (id !== undefined && doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      return writeDoc(withId(refuseArrayId(id === undefined || doc.has('_id') ? doc : doc.set('_id', id))));
    },
  };
}
