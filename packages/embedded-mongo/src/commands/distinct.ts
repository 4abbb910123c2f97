import { bsonType } from '../bson/types.ts';
import { elementsOf, type RawValue, valueSize } from '../bson/walk.ts';
import type { Cursor } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { compilePath } from '../query/walk-path.ts';
import { compareValues } from '../value/compare.ts';
import { readValue } from '../value/read.ts';
import type { Value } from '../value/value.ts';
import { refuseCollation } from './collation.ts';
import { type Command, namespaceOf } from './command.ts';
import { allReadLevels } from './read-concern.ts';
import { readFilter, readVariables } from './reading.ts';
import { resolveView } from './resolve-view.ts';
import { runPipeline } from './run-pipeline.ts';
import { matchThroughView } from './view-pipeline.ts';

/** Bytes that the values of one answer may take. */
const maxBytes = 16 * 1024 * 1024;

/** `distinct`: the different values at a path; the elements of arrays count one by one. */
export const distinct: Command = {
  name: 'distinct',
  fields: ['key', 'query', 'collation'],
  transaction: 'yes',
  readLevels: allReadLevels,
  run: async (call) => {
    const { fields, server, context } = call;
    const namespace = namespaceOf(call, 'InvalidNamespace');
    const key = fields.required('key', fields.text('key'));
    if (key === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
    refuseCollation(fields);
    const spec = { filter: readFilter(fields, 'query', readVariables(fields, server)) };
    const values = new DistinctValues();
    const collect = compilePath(key, 'whole', (type, bytes, start) => {
      values.addAll(type, bytes, start);
      return false;
    });
    const visit = (document: Uint8Array) => {
      collect(document, 0, undefined);
      return undefined;
    };
    const below = resolveView(server.engine, namespace);
    if (below.isView) await visitAll(runPipeline(call, matchThroughView(call, below, 'query')), visit);
    else await server.engine.scan(namespace, spec, visit, context);
    return { values: values.sorted(), atClusterTime: call.moment?.time };
  },
};

async function visitAll(source: Cursor, visit: (document: Uint8Array) => void): Promise<void> {
  for (let done = false; !done; ) {
    const batch = await source.next({});
    for (const document of batch.documents) visit(document);
    done = batch.done;
  }
}

/** Collects values that differ: first by their bytes, at the end by comparison (1 and 1.0 are one). */
class DistinctValues {
  private readonly seen = new Map<string, Value>();
  private bytes = 0;

  /** Adds a value, or the elements of an array; type 0 = there is none. */
  addAll(type: number, bytes: Uint8Array, start: number): void {
    if (type === bsonType.array) for (const element of elementsOf(bytes, start)) this.add(element);
    else if (type !== 0) this.add({ type, bytes, start, end: start + valueSize(type, bytes, start) });
  }

  private add(value: RawValue): void {
    const key = `${value.type}:${Buffer.from(value.bytes.buffer, value.bytes.byteOffset + value.start, value.end - value.start).toString('latin1')}`;
    if (this.seen.has(key)) return;
    this.seen.set(key, readValue(value.type, value.bytes, value.start));
    this.bytes += value.end - value.start + 8;
    if (this.bytes > maxBytes) throw new MongoError(17217, 'distinct too big, 16mb cap');
  }

  sorted(): Value[] {
    const values = [...this.seen.values()].sort(compareValues);
    return values.filter((value, index) => index === 0 || compareValues(values[index - 1], value) !== 0);
  }
}
