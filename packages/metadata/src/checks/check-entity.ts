import type { Entity, EntityField } from '../entity.ts';
import { AppError } from '../errors/app-error.ts';
import type { EntityRule } from '../generated/documents.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { checkField } from './check-field.ts';
import { checkFormula, fieldNames } from './check-formula.ts';
import { type CheckedApp, inDocument } from './checked-app.ts';

/** What is wrong with the entities of an app: fields, title and owner, unique rules, relations, rules. */
export function checkEntities(app: CheckedApp): Problem[] {
  return [...app.entities.values()].flatMap((entity) => inDocument('entity', entity.key, checkEntity(entity, app)));
}

function checkEntity(entity: Entity, app: CheckedApp): Problem[] {
  const { document } = entity;
  const own = new Set(entity.ownFields.map((field) => field.key));
  const required = (document.required ?? []).flatMap((key, index) => (own.has(key) ? [] : [unknownField(key, pointer('required', index))]));
  return [
    ...required,
    ...entity.ownFields.flatMap((field) =>
      inField(field, [...checkField(field), ...checkRelation(field, app), ...checkUniqueSetting(field)]),
    ),
    ...checkNamedFields(entity),
    ...checkUniqueRules(entity),
    ...(document['x-entity'].rules ?? []).flatMap((rule, index) => checkRule(rule, entity, pointer('x-entity', 'rules', index))),
    ...checkReverses(entity, app),
  ];
}

function inField(field: EntityField, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: pointer('properties', field.key) + problem.path }));
}

function checkNamedFields({ document, fields }: Entity): Problem[] {
  const { titleField, ownerField } = document['x-entity'];
  const title = fields.get(titleField);
  const owner = ownerField === undefined ? undefined : fields.get(ownerField);
  const problems: Problem[] = [];
  if (!title) problems.push(unknownField(titleField, '/x-entity/titleField'));
  else if (!title.type.titleable) problems.push({ path: '/x-entity/titleField', code: 'TITLE_FIELD_UNFIT' });
  if (ownerField !== undefined && !owner) problems.push(unknownField(ownerField, '/x-entity/ownerField'));
  if (owner && owner.typeName !== 'member') {
    problems.push({ path: '/x-entity/ownerField', code: 'FIELD_WRONG_TYPE', params: { field: owner.title, expected: 'member' } });
  }
  return problems;
}

function checkUniqueSetting({ document, type, title }: EntityField): Problem[] {
  const isUnfit = document['x-field'].unique === true && !type.uniqueable && type.settings.includes('unique');
  return isUnfit ? [{ path: '/x-field/unique', code: 'UNIQUE_UNFIT', params: { field: title } }] : [];
}

function checkUniqueRules({ document, fields }: Entity): Problem[] {
  return (document['x-entity'].unique ?? []).flatMap((rule, index) =>
    rule.flatMap((key, place): Problem[] => {
      const path = pointer('x-entity', 'unique', index, place);
      const field = fields.get(key);
      if (!field || field.system) return [unknownField(key, path)];
      return field.type.uniqueable ? [] : [{ path, code: 'UNIQUE_UNFIT', params: { field: field.title } }];
    }),
  );
}

function checkRule(rule: EntityRule, entity: Entity, path: string): Problem[] {
  const problems = checkFormula(rule.check, fieldNames(entity.fields), `${path}/check`);
  const isAtKnown = rule.at === undefined || entity.fields.has(rule.at);
  return isAtKnown ? problems : [...problems, unknownField(rule.at ?? '', `${path}/at`)];
}

function checkRelation({ document, to }: EntityField, app: CheckedApp): Problem[] {
  if (to === undefined) return [];
  const [first = '', second] = to.split('.');
  const isForeign = second !== undefined && first !== app.docs.app.key;
  if (isForeign) return app.docs.app.uses?.includes(first) ? [] : [{ path: '/x-field/to', code: 'ENTITY_UNKNOWN', params: { entity: to } }];
  const key = second ?? first;
  if (!app.keys.get('entity')?.has(key)) return [{ path: '/x-field/to', code: 'ENTITY_UNKNOWN', params: { entity: to } }];
  const target = app.entities.get(key);
  return (document['x-field'].show ?? []).flatMap((shown, index) =>
    !target || target.fields.has(shown) ? [] : [unknownField(shown, pointer('x-field', 'show', index))],
  );
}

/** Two relations may not show up under one name in their target. */
function checkReverses(entity: Entity, app: CheckedApp): Problem[] {
  const relations = [...app.entities.values()].flatMap((each) => each.ownFields.map((field) => ({ entity: each.key, field })));
  return entity.ownFields.flatMap((field): Problem[] => {
    const { reverse, to } = field.document['x-field'];
    if (reverse === undefined) return [];
    const same = relations.filter((each) => each.field.document['x-field'].reverse === reverse && each.field.to === to);
    const isFirst = same[0]?.entity === entity.key && same[0]?.field.key === field.key;
    return isFirst
      ? []
      : [{ path: pointer('properties', field.key, 'x-field', 'reverse'), code: 'KEY_REPEATED', params: { key: reverse } }];
  });
}

/** A name that is no field. */
export function unknownField(field: string, path: string): Problem {
  return { path, code: 'UNKNOWN_FIELD', params: { field } };
}

/** The problems of what a parser refuses. */
export function problemsFrom(parse: () => unknown): Problem[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof AppError) return [...error.details];
    throw error;
  }
}
