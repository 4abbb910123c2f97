import { allows, type EntityAccess, planFor } from '@formwright/access';
import { type Filter, matchesFilter, type RecordData } from '@formwright/metadata';
import { lastSeen } from '../store/record-view.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { RecordState } from './record-states.ts';

/** Whose eyes a change is judged by: rights and filter, worked out for now. */
export interface Viewpoint {
  access: EntityAccess;
  filter: Filter;
}

/** What a subscriber is told of a change. */
export interface Verdict {
  kind: 'upsert' | 'removed';
  /** Version they see; 0 for a record that left their sight, of which they learn nothing more. */
  version: number;
}

/** What a change means to a viewer: a record came, changed or went within what they see; undefined for anything else, so for a change to hidden fields alone. */
export function judge(change: ChangeRow, state: RecordState, view: Viewpoint): Verdict | undefined {
  const wasIn = isIn(state.before, view);
  const { after } = state;
  if (after === undefined || !isIn(after, view)) return wasIn ? { kind: 'removed', version: 0 } : undefined;
  const plan = planFor(view.access, after);
  const isSeen = change.fields.some((field) => plan.has(field.key));
  if (wasIn && !isSeen) return undefined;
  const version = state.stored ? lastSeen(state.stored, plan).number : (change.number ?? 1);
  return { kind: 'upsert', version };
}

function isIn(record: RecordData | undefined, { access, filter }: Viewpoint): boolean {
  return record !== undefined && allows(access, 'read', record) && matchesFilter(filter, record, access.entity);
}
