import type { Pipeline, PipelineOptions } from '../aggregate/types.ts';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Variables } from '../value/value.ts';

/** Stands in until src/aggregate is there. */
export function parsePipeline(_stages: readonly Uint8Array[], _options?: PipelineOptions): Pipeline {
  throw new MongoError('CommandNotSupported', 'aggregate is not there yet');
}

/** Stands in until src/aggregate is there. */
export function parseVariables(raw: Uint8Array | undefined, now: Date): Variables {
  return new Map([...(raw ? readDoc(raw) : []), ['NOW', now]]);
}
