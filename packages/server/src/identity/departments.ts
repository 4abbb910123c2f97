import { AppError } from '@formwright/metadata';
import { idOf, isId, newId, type RowId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { DepartmentDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { announce } from '../write/announce.ts';

/** All departments, oldest first. */
export async function listDepartments(services: Services): Promise<DepartmentDoc[]> {
  return services.store.models.departments.find().sort({ _id: 1 }).lean();
}

/** Id of a department given by id or name; one of a new name is made. Throws INVALID for an unknown id. */
export async function resolveDepartment(
  services: Services,
  principal: Principal,
  request: { tx: Tx; department: string | null },
): Promise<RowId | null> {
  const { tx, department } = request;
  if (department === null) return null;
  const { departments } = services.store.models;
  const named = isId(department);
  const by = named ? { _id: idOf(department) } : { name: department.trim() };
  // Written, not only read: whoever removes it at the same moment collides.
  const found = await departments.findOneAndUpdate(by, { $set: { touched: newId() } }, { session: tx.session }).lean();
  if (found) return found._id;
  if (named) throw new AppError('INVALID', { details: [{ path: '/department', code: 'DEPARTMENT_MISSING' }] });
  return (await insert(services, principal, { tx, row: { _id: newId(), name: department.trim(), parent: null } }))._id;
}

/** Adds a department. Throws INVALID for an unknown parent. */
export async function createDepartment(
  services: Services,
  principal: Principal,
  input: { name: string; parent?: string | null; receipt?: Receipt<DepartmentDoc> },
): Promise<DepartmentDoc> {
  return services.store.transaction(async (tx) => {
    const parent = await findParent(services, tx, input.parent ?? null);
    const row = await insert(services, principal, { tx, row: { _id: newId(), name: input.name.trim(), parent } });
    await input.receipt?.(tx, row);
    return row;
  });
}

/** Renames or moves a department. Throws NOT_FOUND, INVALID for a parent that is unknown or lies below it. */
export async function updateDepartment(
  services: Services,
  principal: Principal,
  request: { id: string; edit: { name?: string; parent?: string | null } },
): Promise<DepartmentDoc> {
  const { id, edit } = request;
  return services.store.transaction(async (tx) => {
    const before = await findDepartment(services, tx, id);
    const parent = edit.parent === undefined ? before.parent : await findParent(services, tx, edit.parent);
    await refuseCircle(services, tx, { id, parent });
    const after = { ...before, parent, name: edit.name?.trim() ?? before.name };
    await services.store.models.departments.updateOne({ _id: before._id }, { $set: { name: after.name, parent } }, { session: tx.session });
    await announce(services, principal, {
      tx,
      events: [{ subject: 'department', kind: 'update', target: id, detail: { name: after.name } }],
    });
    return after;
  });
}

/** Removes a department that nobody and nothing is in. Throws NOT_FOUND, IN_USE. */
export async function deleteDepartment(services: Services, principal: Principal, id: string): Promise<void> {
  const { users, departments } = services.store.models;
  await services.store.transaction(async (tx) => {
    const { session } = tx;
    const row = await findDepartment(services, tx, id);
    const used =
      (await users.exists({ department: row._id }).session(session)) ?? (await departments.exists({ parent: row._id }).session(session));
    if (used !== null) throw new AppError('IN_USE', { params: { what: row.name } });
    await departments.deleteOne({ _id: row._id }, { session });
    await announce(services, principal, {
      tx,
      events: [{ subject: 'department', kind: 'delete', target: id, detail: { name: row.name } }],
    });
  });
}

async function insert(services: Services, principal: Principal, request: { tx: Tx; row: DepartmentDoc }): Promise<DepartmentDoc> {
  const { tx, row } = request;
  await services.store.models.departments.create([row], { session: tx.session });
  await announce(services, principal, {
    tx,
    events: [{ subject: 'department', kind: 'create', target: String(row._id), detail: { name: row.name } }],
  });
  return row;
}

async function findDepartment(services: Services, tx: Tx, id: string): Promise<DepartmentDoc> {
  const found = isId(id) ? await services.store.models.departments.findById(id, undefined, { session: tx.session }).lean() : null;
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}

async function findParent(services: Services, tx: Tx, parent: string | null): Promise<RowId | null> {
  if (parent === null) return null;
  const { departments } = services.store.models;
  const touched = { $set: { touched: newId() } };
  const found = isId(parent) ? await departments.findByIdAndUpdate(parent, touched, { session: tx.session }).lean() : null;
  if (!found) throw new AppError('INVALID', { details: [{ path: '/parent', code: 'DEPARTMENT_MISSING' }] });
  return found._id;
}

async function refuseCircle(services: Services, tx: Tx, place: { id: string; parent: RowId | null }): Promise<void> {
  const seen = new Set<string>();
  for (let at = place.parent; at !== null && !seen.has(String(at)); ) {
    seen.add(String(at));
    if (String(at) === place.id) throw new AppError('INVALID', { details: [{ path: '/parent', code: 'DEPARTMENT_MISSING' }] });
    at = (await services.store.models.departments.findById(at, { parent: 1 }, { session: tx.session }).lean())?.parent ?? null;
  }
}
