import type { Pipeline, PipelineOptions } from '../aggregate/types.ts';
import { MongoError } from '../errors.ts';
import type { Projection, ProjectionOptions } from '../projection/types.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';

/** Stands in until src/projection is there: whole top-level fields, in or out. */
export function parseProjection(raw: Uint8Array, _options?: ProjectionOptions): Projection {
  const wanted = readDoc(raw);
  const inclusion = [...wanted].some(([name, value]) => name !== '_id' && value !== 0 && value !== false);
  const apply = (bytes: Uint8Array) => {
    const doc: Doc = readDoc(bytes);
    for (const name of [...doc.keys()]) {
      const asked = wanted.has(name) ? wanted.get(name) !== 0 && wanted.get(name) !== false : !inclusion || name === '_id';
      if (!asked) doc.delete(name);
    }
    return writeDoc(doc);
  };
  return { apply, paths: null };
}

/** Stands in until src/aggregate is there. */
export function parsePipeline(_stages: readonly Uint8Array[], _options?: PipelineOptions): Pipeline {
  throw new MongoError('CommandNotSupported', 'aggregate is not there yet');
}

/** Stands in until src/aggregate is there. */
export function parseVariables(raw: Uint8Array | undefined, now: Date): Variables {
  return new Map([...(raw ? readDoc(raw) : []), ['NOW', now]]);
}
