import type { RowId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';

const known = new WeakMap<Store, Set<string>>();

/** Those of the given ids that are members, perhaps among others. Members are never removed, so what was seen once is remembered. */
export async function knownMembers(store: Store, ids: readonly RowId[]): Promise<ReadonlySet<string>> {
  const seen = known.get(store) ?? new Set<string>();
  known.set(store, seen);
  const unseen = ids.filter((id) => !seen.has(id.toString()));
  if (unseen.length > 0) {
    const rows = await store.models.users.find({ _id: { $in: unseen } }, { _id: 1 }).lean();
    for (const row of rows) seen.add(row._id.toString());
  }
  return seen;
}
