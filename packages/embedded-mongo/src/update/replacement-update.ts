import { Timestamp } from 'bson';
import { readDoc } from '../value/read.ts';
import type { Doc } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { checkReplacedId, sameBytes } from './immutable-id.ts';
import type { Update } from './types.ts';
import { documentFromFilter, withId } from './upsert-document.ts';

/** An update that puts a whole document in place of another; the `_id` stays. */
export function replacementUpdate(replacement: Uint8Array): Update {
  return {
    kind: 'replacement',
    apply: (raw, { now }) => {
      const id = readDoc(raw).get('_id');
      const doc = withTime(readDoc(replacement), now);
      if (doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      const result = writeDoc(withId(id === undefined ? doc : doc.set('_id', id)));
      // MongoDB compares with what was given: a replacement without `_id` always counts as a change.
      return sameBytes(raw, replacement) ? null : result;
    },
    upsert: (filter, { now }) => {
      const doc = withTime(readDoc(replacement), now);
      const id = documentFromFilter(filter, '_id').get('_id');
      if (id !== undefined && doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      return writeDoc(withId(id === undefined || doc.has('_id') ? doc : doc.set('_id', id)));
    },
  };
}

let tick = 0;

/** An empty timestamp at the top of a new document means the present. */
function withTime(doc: Doc, now: Date): Doc {
  for (const [name, value] of doc) {
    if (!(value instanceof Timestamp) || value.t !== 0 || value.i !== 0 || name === '_id') continue;
    tick = (tick % 1_000_000) + 1;
    doc.set(name, new Timestamp({ t: Math.floor(now.getTime() / 1000), i: tick }));
  }
  return doc;
}
