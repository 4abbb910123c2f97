import { docTransform } from '../aggregate/doc-transform.ts';
import { isStage } from '../aggregate/stages.ts';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { sameBytes } from './identical.ts';
import { checkId } from './immutable-id.ts';
import type { Update } from './types.ts';
import { documentFromFilter, refuseArrayId, withId } from './upsert-document.ts';

const allowed = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

/** The name of a stage that exists, but not in updates. */
function barredName(stage: Doc): string | undefined {
  const [name, more] = stage.keys();
  return name !== undefined && more === undefined && isStage(name) && !allowed.has(name) ? name : undefined;
}

/** An update by a pipeline of `$set`, `$unset`, `$project`, `$replaceWith` and their other names. */
export function pipelineUpdate(stages: readonly Uint8Array[], variables: Variables): Update {
  const docs = stages.map((stage) => readDoc(stage));
  // Malformed and unknown stages are the first fault.
  const transform = docTransform(
    docs.filter((doc) => !barredName(doc)),
    variables,
  );
  const [barred] = docs.flatMap((doc) => barredName(doc) ?? []);
  if (barred) throw new MongoError('InvalidOptions', `${barred} is not allowed to be used within an update`);
  return {
    kind: 'pipeline',
    apply: (raw) => {
      const doc = readDoc(raw);
      const changed = transform(doc);
      const id = doc.get('_id');
      const result = changed.has('_id') || id === undefined ? changed : withId(new Map([['_id', id], ...changed]));
      checkId(id, result);
      // As MongoDB compares it: a pipeline that takes `_id` out counts as a change, though it comes back.
      return sameBytes(raw, writeDoc(changed)) ? null : writeDoc(result);
    },
    upsert: (filter) => {
      const doc = documentFromFilter(filter);
      const changed = transform(doc);
      const id = doc.get('_id');
      const result = changed.has('_id') || id === undefined ? changed : new Map([['_id', id], ...changed]);
      if (id !== undefined) checkId(id, result);
      return writeDoc(withId(refuseArrayId(result)));
    },
  };
}
