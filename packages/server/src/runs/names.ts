import { idOf, isId } from '../store/ids.ts';
import type { Services } from '../store/services.ts';

/** Gives somebody's name with their id. */
export type NameOf = (id: string) => { id: string; name: string };

/** The names of people by id; the id itself where nobody is known. */
export async function namesOf(services: Services, ids: Iterable<string>): Promise<NameOf> {
  const known = [...new Set(ids)].filter((id) => isId(id)).map((id) => idOf(id));
  const rows = known.length === 0 ? [] : await services.store.models.users.find({ _id: { $in: known } }, { name: 1 }).lean();
  const names = new Map(rows.map((row) => [String(row._id), row.name]));
  return (id) => ({ id, name: names.get(id) ?? id });
}
