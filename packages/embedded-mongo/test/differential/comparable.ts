import { BSON, type Document, MongoServerError } from 'mongodb';

/** A value as canonical extended JSON: types and field order count. */
export function show(value: unknown): string {
  return BSON.EJSON.stringify(value, { relaxed: false });
}

/** What of a reply must be equal: not the cluster's times; documents without an order as a sorted list. */
export function comparable(document: Document, reply: Document): Document {
  const { $clusterTime, operationTime, opTime, electionId, retriedStmtIds, retriedStmtId, ...rest } = reply;
  if (rest.cursor) return batchOf(document, rest);
  // mongod lists null for documents without the field when it takes the values from an index, and not when it reads the documents.
  if ('distinct' in document)
    return {
      values: (rest.values as unknown[])
        .filter((value) => value != null)
        .map(anyNumber)
        .sort(),
    };
  if ('collStats' in document) return { ns: rest.ns, count: rest.count, nindexes: rest.nindexes };
  if ('writeErrors' in rest)
    return {
      ...rest,
      writeErrors: (rest.writeErrors as Document[]).map(({ index, code, keyPattern, keyValue }) => ({ index, code, keyPattern, keyValue })),
    };
  return rest;
}

function batchOf(document: Document, { cursor, ok }: Document): Document {
  const batch = ((cursor.firstBatch ?? cursor.nextBatch) as Document[]).map(show);
  const keepsOrder = ('sort' in document || 'pipeline' in document || 'getMore' in document) && !isGrouped(document);
  return { batch: keepsOrder ? batch : batch.sort(), ok };
}

/** Which of equal numbers stands for all is open. */
function anyNumber(value: unknown): string {
  const text = BSON.EJSON.stringify({ value }, { relaxed: true });
  return text.replace(/\{"\$numberDecimal":"(-?\d+(?:\.\d*)?)"\}/g, (_all, digits: string) => String(Number(digits)));
}

/** Groups come out in any order, until something sorts them. */
function isGrouped(document: Document): boolean {
  const stages = ((document.pipeline ?? []) as Document[]).map((stage) => Object.keys(stage)[0] ?? '');
  const last = stages.findLastIndex((stage) => ['$group', '$sortByCount', '$bucket', '$unionWith'].includes(stage));
  return last >= 0 && !stages.slice(last).includes('$sort');
}

/** A refusal as text: its code and what it names. */
export function describeError(error: unknown): string {
  if (!(error instanceof MongoServerError)) throw error;
  const { code, codeName, keyPattern, keyValue } = error;
  // mongod has two codes for it, as its plan wants.
  if (/cannot (sort with keys that are|index) parallel arrays/.test(error.message) && !keyPattern) return 'error parallel arrays';
  const internal = [1, 8].includes(Number(code)) ? ` ${error.message}` : '';
  return `error${internal} ${show({ code, codeName, keyPattern, keyValue, labels: error.errorLabels.filter((label) => label === 'TransientTransactionError') })}`;
}
