import { MongoError } from '../errors.ts';
import { Fields } from './fields.ts';

const flags = ['caseLevel', 'numericOrdering', 'normalization', 'backwards'];
const texts = ['caseFirst', 'alternate', 'maxVariable', 'version'];
const known = new Set(['locale', 'strength', ...flags, ...texts]);

/** Refuses a collation other than simple, and a malformed one as MongoDB does; an empty one is none. */
export function refuseCollation(fields: Fields): void {
  const raw = fields.document('collation');
  if (!raw || raw.length <= 5) return;
  const collation = new Fields(raw, 'collation');
  collation.allow(known);
  const locale = collation.required('locale', collation.text('locale'));
  collation.size('strength');
  for (const name of flags) collation.flag(name);
  for (const name of texts) collation.text(name);
  if (locale !== 'simple') throw new MongoError('InvalidOptions', `${fields.where}.collation: only the simple collation is supported`);
}
