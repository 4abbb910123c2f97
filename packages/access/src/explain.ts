import { matchesFilter, type RecordAction, type RecordData } from '@formwright/metadata';
import type { EntityAccess } from './entity-access.ts';
import type { FieldAccess } from './grants.ts';

/** Why one grant does, or does not, allow something. */
export interface Reason {
  /** Role the grant belongs to; null for an admin. */
  role: string | null;
  verdict: 'allows' | 'lacksAction' | 'outOfScope' | 'hidesField' | 'fieldReadOnly';
}

/** What is asked. */
export interface Question {
  action: RecordAction;
  /** Leave out to ask about any record. */
  record?: RecordData;
  /** Leave out to ask about the record as a whole. */
  field?: string;
}

/** Whether something is allowed, and what each grant says to it: the words behind "why can't I". */
export function explain(access: EntityAccess, question: Question): { allowed: boolean; reasons: Reason[] } {
  const reasons = access.grants.map((grant) => ({ role: grant.role, verdict: verdictOf(access, grant, question) }));
  return { allowed: reasons.some((reason) => reason.verdict === 'allows'), reasons };
}

function verdictOf(access: EntityAccess, grant: EntityAccess['grants'][number], question: Question): Reason['verdict'] {
  if (!grant.actions.has(question.action)) return 'lacksAction';
  if (question.record !== undefined && !matchesFilter(grant.scope, question.record, access.entity)) return 'outOfScope';
  return question.field === undefined ? 'allows' : verdictOnField(grant.fields.get(question.field), question.action);
}

function verdictOnField(right: FieldAccess | undefined, action: RecordAction): Reason['verdict'] {
  if (right === undefined) return 'hidesField';
  return right === 'read' && (action === 'update' || action === 'create') ? 'fieldReadOnly' : 'allows';
}
