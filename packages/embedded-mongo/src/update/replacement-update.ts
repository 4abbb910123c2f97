import { Timestamp } from 'bson';
import { readDoc } from '../value/read.ts';
import type { Doc } from '../value/value.ts';
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
      const doc = withTime(readDoc(replacement), now);
      if (doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      // As MongoDB compares it: a replacement that does not name `_id` counts as a change.
      if (sameBytes(raw, replacement)) return null;
      return writeDoc(withId(id === undefined ? doc : doc.set('_id', id)));
    },
    upsert: (filter, { now }) => {
      const doc = withTime(readDoc(replacement), now);
      const id = idFromFilter(filter);
      if (id !== undefined && doc.has('_id')) checkReplacedId(id, doc.get('_id'));
      return writeDoc(withId(refuseArrayId(id === undefined || doc.has('_id') ? doc : doc.set('_id', id))));
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
