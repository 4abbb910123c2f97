import type { Assignee, RecordData, WorkflowDoc } from '@formwright/metadata';
import { kindOf } from '@formwright/workflow';
import { idOf, isId, type RowId } from '../store/ids.ts';
import type { Services } from '../store/services.ts';

/** What assignee rules are worked out from. */
export interface PeopleFacts {
  app: string;
  definition: WorkflowDoc;
  initiator: string;
  record: RecordData;
}

/** The active members that each people node's rules name, by node id, without repeats. */
export async function resolvePeople(services: Services, facts: PeopleFacts): Promise<Map<string, readonly string[]>> {
  const people = new Map<string, readonly string[]>();
  for (const node of facts.definition.nodes) {
    const rules = kindOf(node).assignees(node);
    if (rules.length === 0) continue;
    const named = await Promise.all(rules.map((rule) => ofRule(services, facts, rule)));
    people.set(node.id, await onlyActive(services, [...new Set(named.flat())]));
  }
  return people;
}

/** The organisation's admins. */
export async function admins(services: Services): Promise<string[]> {
  const rows = await services.store.models.users.find({ admin: true, active: true }, { _id: 1 }).sort({ _id: 1 }).lean();
  return rows.map((row) => String(row._id));
}

async function ofRule(services: Services, facts: PeopleFacts, rule: Assignee): Promise<string[]> {
  switch (rule.kind) {
    case 'initiator':
      return [facts.initiator];
    case 'users':
      return rule.users;
    case 'field':
      return idsIn(Object.hasOwn(facts.record, rule.field) ? facts.record[rule.field] : undefined);
    case 'role': {
      const rows = await services.store.models.users
        .find({ roles: `${facts.app}.${rule.role}`, active: true }, { _id: 1 })
        .sort({ _id: 1 })
        .lean();
      return rows.map((row) => String(row._id));
    }
    case 'manager':
      return managerOf(services, facts.initiator, rule.level ?? 1);
  }
}

async function managerOf(services: Services, person: string, level: number): Promise<string[]> {
  let at: RowId | null = toId(person);
  for (let step = 0; step < level && at !== null; step++) {
    const row: { manager: RowId | null } | null = await services.store.models.users.findById(at, { manager: 1 }).lean();
    at = row?.manager ?? null;
  }
  return at === null ? [] : [String(at)];
}

async function onlyActive(services: Services, ids: readonly string[]): Promise<string[]> {
  const known = ids.map(toId).filter((id) => id !== null);
  const rows = await services.store.models.users.find({ _id: { $in: known }, active: true }, { _id: 1 }).lean();
  const active = new Set(rows.map((row) => String(row._id)));
  return ids.filter((id) => active.has(id));
}

function idsIn(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((one): one is string => typeof one === 'string');
}

function toId(id: string): RowId | null {
  return isId(id) ? idOf(id) : null;
}
