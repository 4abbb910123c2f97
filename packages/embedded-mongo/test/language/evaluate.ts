import { BSON, type Document } from 'mongodb';
import { parsePipeline } from '../../src/aggregate/parse-pipeline.ts';
import type { Batches, Lead } from '../../src/aggregate/types.ts';
import { parseProjection } from '../../src/projection/parse-projection.ts';
import { compileFilter } from '../../src/query/compile-filter.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { compileSort } from '../../src/query/sort.ts';
import { parseUpdate } from '../../src/update/parse-update.ts';
import type { UpdateCase } from './updates.ts';

/** Options that keep every BSON type apart when a document is read. */
export const typed = { promoteValues: false, promoteBuffers: false } as const;

/** A document as text that shows every type. */
export const show = (document: Document): string => BSON.EJSON.stringify(document, { relaxed: false });

const encode = (document: Document) => BSON.serialize(document);
const decode = (raw: Uint8Array) => show(BSON.deserialize(raw, typed));

/** What an attempt answers: lines, or `E<code>` with the message behind it. */
export type Answer = { readonly text: string; readonly message?: string };

/** Runs an attempt; a refusal is an answer too. */
export async function attempt(run: () => Promise<string> | string): Promise<Answer> {
  try {
    return { text: await run() };
  } catch (error) {
    const { code, message } = error as { code?: number; message: string };
    if (code === undefined) throw error;
    return { text: `E${code}`, message };
  }
}

/** The `_id`s of the documents that fulfil a filter. */
export function find(raws: readonly Uint8Array[], filter: Document): string {
  const { matches } = compileFilter(parseFilter(encode(filter)));
  return raws.flatMap((raw, i) => (matches(raw) ? [i] : [])).join();
}

/** The documents as a projection shows them. */
export function project(raws: readonly Uint8Array[], projection: Document): string {
  const { apply } = parseProjection(encode(projection));
  return raws.map((raw) => decode(apply(raw))).join('\n');
}

/** What an update makes of one document: the new one, `same`, `none`, or `upsert` with the inserted one. */
export function change(raw: Uint8Array, { filter, update, arrayFilters, upsert }: UpdateCase): string {
  const context = { now: new Date() };
  const parsed = parseUpdate({ document: encode(update) }, { arrayFilters: arrayFilters?.map(encode) });
  const read = parseFilter(encode(filter));
  const compiled = compileFilter(read);
  if (!compiled.matches(raw)) return upsert ? `upsert ${decode(parsed.upsert(read, context))}` : 'none';
  const result = parsed.apply(raw, { ...context, filter: compiled });
  return result === null ? 'same' : decode(result);
}

/** The documents that a pipeline answers; `others` are the documents of the collection `other`. */
export async function aggregate(
  raws: readonly Uint8Array[],
  others: readonly Uint8Array[],
  stages: readonly Document[],
): Promise<string[]> {
  const pipeline = parsePipeline(stages.map(encode), { variables: new Map([['NOW', new Date()]]) });
  const read = (collection: string, lead: Lead) => batches(collection === 'other' ? others : [], lead);
  const results: string[] = [];
  for await (const batch of pipeline.run(batches(raws, pipeline.lead), { read })) results.push(...batch.map((raw) => decode(raw)));
  return results;
}

/** What a storage does for a pipeline's lead. */
async function* batches(raws: readonly Uint8Array[], { filter, sort, skip, limit }: Lead): Batches {
  const { matches } = compileFilter(filter);
  const { keyOf, compare } = compileSort(sort);
  const found = raws.filter((raw) => matches(raw)).map((raw) => ({ raw, key: keyOf(raw) }));
  found.sort((a, b) => compare(a.key, b.key));
  yield found.slice(skip, skip + limit).map(({ raw }) => raw);
}
