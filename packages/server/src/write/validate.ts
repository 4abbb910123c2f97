import { allows } from '@formwright/access';
import { AppError, type EntityField, isEmptyValue, type Problem, pointer, type RecordData, validateRecord } from '@formwright/metadata';
import { actorId } from '../store/principal.ts';
import { toData } from '../store/record-view.ts';
import type { Services } from '../store/services.ts';
import type { Plan } from './authorise.ts';
import type { PlannedIntent } from './plan.ts';
import { currentRecord, type Staged, slotName, type Unit } from './unit.ts';

/** A record on its way, to be judged. */
export interface Candidate {
  plan: PlannedIntent;
  /** Id it has or will have. */
  id: string;
  /** All values, as they will be stored. */
  values: RecordData;
  /** All values, as they are stored; left out for a new record. */
  before?: RecordData;
  /** Fields whose values differ from what is stored. */
  changed: ReadonlySet<string>;
  rights: Plan;
  /** Fields that came along and that nobody can write: unknown ones, and those the product fills. */
  wrong: readonly Problem[];
  isNew: boolean;
}

/** Step 4: every problem of the record at once, with its path. Throws INVALID. What people, records and files it names must be there, and stay there until the commit. */
export function validateCandidate(services: Services, candidate: Candidate, work: { unit: Unit; stage: Staged }): void {
  const { plan, values } = candidate;
  const facts = { now: plan.at, timeZone: services.organisation().timeZone };
  const found = validateRecord({ entity: plan.target.entity, record: values, validate: plan.target.validate, facts });
  const named = new Set(candidate.wrong.map((problem) => problem.path));
  const others = found.filter((problem) => !named.has(problem.path) && concerns(candidate, problem));
  const problems = [
    ...candidate.wrong,
    ...others.map((problem) => withoutHidden(candidate, problem)),
    ...checkReferences(services, candidate, work),
  ];
  if (problems.length > 0) throw new AppError('INVALID', { details: problems });
}

/** A problem that the writer neither made nor may know of is not theirs to mend. */
function concerns({ rights, changed, isNew }: Candidate, problem: Problem): boolean {
  const field = problem.path.split('/')[1];
  if (field === undefined || problem.code === 'RULE' || rights.has(field)) return true;
  return !isNew && changed.has(field);
}

/** A rule may stand beside a field that its writer does not see; then it is about the whole record. */
function withoutHidden({ rights }: Candidate, problem: Problem): Problem {
  const field = problem.path.split('/')[1];
  return field === undefined || rights.has(field) ? problem : { ...problem, path: '' };
}

function checkReferences(services: Services, candidate: Candidate, work: { unit: Unit; stage: Staged }): Problem[] {
  return [...candidate.changed].flatMap((key): Problem[] => {
    const field = candidate.plan.target.entity.fields.get(key);
    const value = candidate.values[key];
    if (!field || field.system || isEmptyValue(value)) return [];
    const path = pointer(key);
    switch (field.typeName) {
      case 'relation':
        return checkRelation(services, candidate, { field, value, work }) ? [] : [{ path, code: 'TARGET_MISSING' }];
      case 'member':
      case 'members':
        return eachId(value).every((id) => isMember(candidate, work.unit, id)) ? [] : [{ path, code: 'PERSON_MISSING' }];
      case 'department':
        return eachId(value).every((id) => work.unit.departments.has(id) || id === factsDepartment(candidate))
          ? []
          : [{ path, code: 'DEPARTMENT_MISSING' }];
      case 'file':
        return eachId(value).every((id) => claim(candidate, { id, field: key, work })) ? [] : [{ path, code: 'FILE_MISSING' }];
      default:
        return [];
    }
  });
}

function eachId(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((id) => typeof id === 'string');
}

function isMember({ plan }: Candidate, unit: Unit, id: string): boolean {
  return unit.members.has(id) || ('person' in plan.principal && plan.principal.person.id === id);
}

function factsDepartment({ plan }: Candidate): string | null {
  return 'person' in plan.principal ? plan.principal.person.department : null;
}

/** Linking needs the right to read the target, and the same answer says that there is none. */
function checkRelation(
  services: Services,
  { plan }: Candidate,
  reference: { field: EntityField; value: unknown; work: { unit: Unit; stage: Staged } },
): boolean {
  const { field, value, work } = reference;
  const target = plan.target.relations.find((link) => link.field === field.key)?.target;
  if (!target || typeof value !== 'string') return false;
  const name = slotName(target, value);
  const record = work.stage.slots.get(name)?.after ?? currentRecord(work.unit, name);
  if (!record || !allows(services.catalogue.access(plan.principal, target), 'read', toData(record))) return false;
  work.stage.touched.set(name, { target, id: value });
  return true;
}

function claim(
  { plan, id: record, rights, values, before }: Candidate,
  reference: { id: string; field: string; work: { unit: Unit; stage: Staged } },
): boolean {
  const { id, field, work } = reference;
  const file = work.unit.files.get(id);
  if (!file) return false;
  const wanted = { entity: plan.target.id, record, field };
  const held = work.unit.claims.get(id) ?? file.claim;
  if (held) {
    // A file may go to another field of its record, by whom sees both; it is read by the rights of the field that has it.
    const isKnown = rights.has(held.field) || eachId(before?.[field]).includes(id);
    if (!isKnown || held.entity !== wanted.entity || held.record !== wanted.record) return false;
    if (held.field !== field && !eachId(values[held.field]).includes(id)) work.stage.claims.set(id, wanted);
    return true;
  }
  const isMine = file.uploadedBy === actorId(plan.principal) || plan.principal.kind === 'system';
  if (isMine) work.stage.claims.set(id, wanted);
  return isMine;
}
