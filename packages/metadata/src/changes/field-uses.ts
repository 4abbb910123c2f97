import { compileFormula, FormulaError } from '@formwright/formula';
import type { AppDocuments, DocumentEntry } from '../app-documents.ts';
import { filterFields } from '../filters/filter-tree.ts';
import type { DashboardDoc, EntityDoc, Filter, FormDoc, RoleDoc, ViewDoc, WorkflowDoc, WorkflowNode } from '../generated/documents.ts';
import { pointer } from '../problems/problem.ts';

/** One place of a document that names an entity or one of its fields. */
export interface FieldUse {
  entity: string;
  /** The field; undefined when the entity itself is named. */
  field: string | undefined;
  path: string;
  /** Whether a formula reads it. */
  formula: boolean;
}

/** Every place of a document that names an entity or a field of this app. */
export function fieldUses({ kind, document }: DocumentEntry, docs: AppDocuments): FieldUse[] {
  switch (kind) {
    case 'app':
      return (docs.app.menu ?? []).flatMap((item, index) =>
        item.kind === 'entity' ? [entityUse(item.key, pointer('menu', index, 'key'))] : [],
      );
    case 'entity':
      return usesOfEntity(document as EntityDoc);
    case 'form':
      return usesOfForm(document as FormDoc);
    case 'view':
      return usesOfView(document as ViewDoc);
    case 'dashboard':
      return usesOfDashboard(document as DashboardDoc);
    case 'role':
      return usesOfRole(document as RoleDoc);
    case 'workflow':
      return usesOfWorkflow(document as WorkflowDoc);
  }
}

function usesOfEntity(document: EntityDoc): FieldUse[] {
  const { titleField, ownerField, unique = [], rules = [] } = document['x-entity'];
  const at = (field: string, path: string) => fieldUse(document.key, field, path);
  const relations = Object.entries(document.properties).flatMap(([key, field]) => {
    const { to, show = [] } = field['x-field'];
    if (to === undefined) return [];
    const path = pointer('properties', key, 'x-field');
    return [entityUse(to, `${path}/to`), ...show.map((shown, index) => fieldUse(to, shown, path + pointer('show', index)))];
  });
  return [
    at(titleField, '/x-entity/titleField'),
    ...(ownerField === undefined ? [] : [at(ownerField, '/x-entity/ownerField')]),
    ...unique.flatMap((fields, index) => fields.map((field, place) => at(field, pointer('x-entity', 'unique', index, place)))),
    ...rules.flatMap((rule, index) => formulaUses(document.key, rule.check, pointer('x-entity', 'rules', index, 'check'))),
    ...rules.flatMap((rule, index) => (rule.at === undefined ? [] : [at(rule.at, pointer('x-entity', 'rules', index, 'at'))])),
    ...relations,
  ];
}

function usesOfForm(form: FormDoc): FieldUse[] {
  const items = form.sections.flatMap((section, index) =>
    section.items.map((item, place) => ({ item, path: pointer('sections', index, 'items', place) })),
  );
  return [
    entityUse(form.entity, '/entity'),
    ...items.flatMap(({ item, path }) => [
      fieldUse(form.entity, item.field, `${path}/field`),
      ...(['visibleWhen', 'requiredWhen', 'readOnlyWhen'] as const).flatMap((rule) =>
        formulaUses(form.entity, item[rule], `${path}/${rule}`),
      ),
    ]),
  ];
}

function usesOfView({ entity, columns = [], filter, sort = [], group, sum }: ViewDoc): FieldUse[] {
  return [
    entityUse(entity, '/entity'),
    ...columns.map((column, index) => fieldUse(entity, column.field, pointer('columns', index, 'field'))),
    ...filterUses(entity, filter, '/filter'),
    ...sort.map((key, index) => fieldUse(entity, key.field, pointer('sort', index, 'field'))),
    ...(group === undefined ? [] : [fieldUse(entity, group, '/group')]),
    ...(sum === undefined ? [] : [fieldUse(entity, sum, '/sum')]),
  ];
}

function usesOfDashboard({ widgets }: DashboardDoc): FieldUse[] {
  return widgets.flatMap(({ entity, filter, groups = [], measures }, index) => {
    const path = pointer('widgets', index);
    return [
      entityUse(entity, `${path}/entity`),
      ...filterUses(entity, filter, `${path}/filter`),
      ...groups.map((group, place) => fieldUse(entity, group.field, path + pointer('groups', place, 'field'))),
      ...measures.flatMap((measure, place) =>
        measure.field === undefined ? [] : [fieldUse(entity, measure.field, path + pointer('measures', place, 'field'))],
      ),
    ];
  });
}

function usesOfRole({ grants }: RoleDoc): FieldUse[] {
  return grants.flatMap(({ entity, scope, fields }, index) => {
    const path = pointer('grants', index);
    return [
      entityUse(entity, `${path}/entity`),
      ...Object.keys(fields?.fields ?? {}).map((field) => fieldUse(entity, field, path + pointer('fields', 'fields', field))),
      ...scope.flatMap((each, place) =>
        'filter' in each ? filterUses(entity, each.filter, path + pointer('scope', place, 'filter')) : [],
      ),
    ];
  });
}

function usesOfWorkflow({ trigger, nodes, edges }: WorkflowDoc): FieldUse[] {
  const { entity } = trigger;
  return [
    entityUse(entity, '/trigger/entity'),
    ...(trigger.fields ?? []).map((field, index) => fieldUse(entity, field, pointer('trigger', 'fields', index))),
    ...runFormulaUses(entity, trigger.when, '/trigger/when'),
    ...nodes.flatMap((node, index) => usesOfNode(entity, node, pointer('nodes', index, 'config'))),
    ...edges.flatMap((edge, index) => runFormulaUses(entity, edge.when, pointer('edges', index, 'when'))),
  ];
}

function usesOfNode(entity: string, node: WorkflowNode, path: string): FieldUse[] {
  switch (node.type) {
    case 'start':
    case 'condition':
    case 'end':
      return [];
    case 'approval':
      return [
        ...assigneeUses(entity, node.config.assignees, `${path}/assignees`),
        ...(node.config.summary ?? []).map((field, index) => fieldUse(entity, field, path + pointer('summary', index))),
        ...Object.keys(node.config.fields?.fields ?? {}).map((field) => fieldUse(entity, field, path + pointer('fields', 'fields', field))),
      ];
    case 'cc':
      return assigneeUses(entity, node.config.assignees, `${path}/assignees`);
    case 'notify': {
      const names = [...node.config.text.matchAll(/\{(\w+)\}/g)].flatMap((match) => match[1] ?? []);
      return [...assigneeUses(entity, node.config.to, `${path}/to`), ...names.map((field) => fieldUse(entity, field, `${path}/text`))];
    }
    case 'update':
      return node.config.set.flatMap(({ field, value }, index) => {
        const at = path + pointer('set', index);
        return [fieldUse(entity, field, `${at}/field`), ...runFormulaUses(entity, value, `${at}/value`)];
      });
  }
}

function assigneeUses(entity: string, assignees: ReadonlyArray<{ kind: string; field?: string }>, path: string): FieldUse[] {
  return assignees.flatMap((assignee, index) =>
    assignee.field === undefined ? [] : [fieldUse(entity, assignee.field, path + pointer(index, 'field'))],
  );
}

function filterUses(entity: string, filter: Filter | undefined, path: string): FieldUse[] {
  return filter ? [...filterFields(filter)].map((field) => fieldUse(entity, field, path)) : [];
}

function formulaUses(entity: string, source: string | undefined, path: string): FieldUse[] {
  return readPaths(source).map((read) => ({ ...fieldUse(entity, read.split('.')[0] ?? '', path), formula: true }));
}

/** In a run the record's fields stand under `record`. */
function runFormulaUses(entity: string, source: string | undefined, path: string): FieldUse[] {
  const fields = readPaths(source).flatMap((read) => (read.startsWith('record.') ? [read.split('.')[1] ?? ''] : []));
  return fields.map((field) => ({ ...fieldUse(entity, field, path), formula: true }));
}

function readPaths(source: string | undefined): readonly string[] {
  if (source === undefined) return [];
  try {
    return compileFormula(source).paths;
  } catch (error) {
    if (error instanceof FormulaError) return [];
    throw error;
  }
}

function entityUse(entity: string, path: string): FieldUse {
  return { entity, field: undefined, path, formula: false };
}

function fieldUse(entity: string, field: string, path: string): FieldUse {
  return { entity, field, path, formula: false };
}
