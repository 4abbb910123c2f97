import type { Document } from 'mongodb';
import type { Random } from '../differential/random.ts';

/** A document of the collection `other`, which pipelines join with. */
export function other(random: Random, _id: number): Document {
  return {
    _id,
    k: random.pick<unknown>([_id % 3, null, [1, 2], 'a', 2.5]),
    ks: [_id, _id + 1],
    o: [{ k: _id }],
    ...(random.once(3) ? {} : { to: random.pick<unknown>([_id + 1, [_id + 1, _id + 2], null, 0, 'a']) }),
  };
}

/** `$lookup` in its forms; what it finds has no order. */
export function lookup(random: Random): Document {
  const from = random.pick(['other', 'other', 'other', 'none']);
  const localField = random.pick(['m', 'l', 'a', 'a.b', 'n', 'l.a', '_id']);
  const fields = { localField, foreignField: random.pick(['_id', 'k', 'ks', 'o.k']) };
  return random.weighted<Document>([
    [4, () => ({ $lookup: { from, ...fields, as: random.pick(['r', 'r', 'r.x', 'o.r']) } })],
    [2, () => ({ $lookup: { from, let: { q: random.pick(['$m', '$n', '$a']) }, pipeline: correlated(random), as: 'r' } })],
    [
      1,
      () => ({
        $lookup: { from, ...fields, let: { q: '$m' }, pipeline: [{ $match: { k: { $ne: 1 } } }, { $set: { q: '$$q' } }], as: 'r' },
      }),
    ],
    [1, () => ({ $lookup: { from, pipeline: [{ $match: { k: 1 } }, { $project: { k: 1 } }], as: 'r' } })],
    [
      1,
      () => ({
        $lookup: random.pick<Document>([
          { from },
          { from, as: 'r' },
          { from, localField, as: 'r' },
          { from: 5, ...fields, as: 'r' },
          { from, ...fields, as: '' },
          { from, ...fields, as: 'r', foo: 1 },
        ]),
      }),
    ],
  ]);
}

function correlated(random: Random): Document[] {
  const test = {
    [random.pick(['$eq', '$gt', '$lte', '$ne'])]: random.pick<unknown>([
      ['$k', '$$q'],
      ['$$q', '$_id'],
      ['$to', '$$q'],
    ]),
  };
  return [{ $match: { $expr: test } }, { $project: { k: 1 } }];
}

/** `$graphLookup`; what it reaches has no order. */
export function graphLookup(random: Random): Document {
  return {
    $graphLookup: {
      from: random.pick(['other', 'other', 'none']),
      startWith: random.pick<unknown>(['$m', '$n', '$l', 1, { $add: ['$m', 1] }]),
      connectFromField: random.pick(['to', 'ks', 'k', 'o.k']),
      connectToField: random.pick(['_id', 'k', 'ks', 'o.k']),
      as: random.pick(['r', 'r', 'o.r']),
      ...(random.once(2) ? { maxDepth: random.pick<unknown>([0, 1, 2, -1, 1.5]) } : {}),
      ...(random.once(2) ? { depthField: random.pick(['depth', 'd.e']) } : {}),
      ...(random.once(3) ? { restrictSearchWithMatch: random.pick<unknown>([{ k: { $ne: 1 } }, { _id: { $lt: 4 } }, 5]) } : {}),
    },
  };
}
