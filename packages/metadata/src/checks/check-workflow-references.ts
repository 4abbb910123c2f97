import type { Entity, EntityField } from '../entity.ts';
import type { Assignee, WorkflowDoc, WorkflowNode } from '../generated/documents.ts';
import { toEntityField } from '../normalise-entity.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { unknownField } from './check-entity.ts';
import { checkField } from './check-field.ts';
import { checkFormula, type FormulaNames } from './check-formula.ts';
import { withEntity } from './check-layouts.ts';
import { type CheckedApp, inDocument } from './checked-app.ts';

/** What the workflows of an app refer to and does not exist; whether a graph is sound is for the workflow package to say. */
export function checkWorkflowReferences(app: CheckedApp): Problem[] {
  return app.docs.workflows.flatMap((workflow) =>
    inDocument('workflow', workflow.key, [
      ...checkGraph(workflow),
      ...withEntity(app, workflow.trigger.entity, (entity) => checkUses({ workflow, entity, app }), '/trigger/entity'),
    ]),
  );
}

interface Place {
  workflow: WorkflowDoc;
  entity: Entity;
  app: CheckedApp;
}

function checkGraph({ nodes, edges }: WorkflowDoc): Problem[] {
  const ids = nodes.map((node) => node.id);
  const edgeIds = edges.map((edge) => edge.id);
  const repeatedNodes = ids.flatMap((id, index): Problem[] =>
    ids.indexOf(id) < index ? [{ path: pointer('nodes', index, 'id'), code: 'KEY_REPEATED', params: { key: id } }] : [],
  );
  const repeatedEdges = edgeIds.flatMap((id, index): Problem[] =>
    edgeIds.indexOf(id) < index ? [{ path: pointer('edges', index, 'id'), code: 'KEY_REPEATED', params: { key: id } }] : [],
  );
  const loose = edges.flatMap((edge, index) =>
    (['from', 'to'] as const).flatMap((end): Problem[] =>
      ids.includes(edge[end]) ? [] : [{ path: pointer('edges', index, end), code: 'NODE_UNKNOWN', params: { node: edge[end] } }],
    ),
  );
  return [...repeatedNodes, ...repeatedEdges, ...loose];
}

function checkUses(place: Place): Problem[] {
  const { workflow, entity } = place;
  const { trigger } = workflow;
  const inputs = inputFields(workflow);
  const names = runNames(entity, inputs);
  const changed = (trigger.fields ?? []).flatMap((key, index) =>
    entity.fields.has(key) ? [] : [unknownField(key, pointer('trigger', 'fields', index))],
  );
  const required = (trigger.input?.required ?? []).flatMap((key, index) =>
    inputs.some((field) => field.key === key) ? [] : [unknownField(key, pointer('trigger', 'input', 'required', index))],
  );
  const asked = inputs.flatMap((field) =>
    checkField(field).map((problem) => ({ ...problem, path: pointer('trigger', 'input', 'properties', field.key) + problem.path })),
  );
  return [
    ...changed,
    ...required,
    ...asked,
    ...checkFormula(trigger.when, names, '/trigger/when'),
    ...workflow.nodes.flatMap((node, index) => checkNode(node, pointer('nodes', index, 'config'), { ...place, names })),
    ...workflow.edges.flatMap((edge, index) => checkFormula(edge.when, names, pointer('edges', index, 'when'))),
  ];
}

function inputFields({ trigger }: WorkflowDoc): EntityField[] {
  const required = new Set(trigger.input?.required ?? []);
  return Object.entries(trigger.input?.properties ?? {}).map(([key, field]) => toEntityField(key, field, required.has(key)));
}

/** What formulas of a run may read: the record's fields, the input's, and who started it. */
function runNames(entity: Entity, inputs: readonly EntityField[]): FormulaNames {
  return {
    has: (path) => {
      const [top = '', key] = path.split('.');
      if (top === 'record') return key === undefined || entity.fields.has(key);
      if (top === 'input') return key === undefined || inputs.some((field) => field.key === key);
      return top === 'initiator' && (key === undefined || key === 'id' || key === 'name');
    },
  };
}

function checkNode(node: WorkflowNode, path: string, place: Place & { names: FormulaNames }): Problem[] {
  switch (node.type) {
    case 'start':
    case 'condition':
    case 'end':
      return [];
    case 'approval': {
      const { assignees, summary = [], fields } = node.config;
      const planned = Object.keys(fields?.fields ?? {}).flatMap((key) =>
        knownField(place.entity, key, path + pointer('fields', 'fields', key)),
      );
      return [
        ...checkAssignees(assignees, `${path}/assignees`, place),
        ...summary.flatMap((key, index) => knownField(place.entity, key, path + pointer('summary', index))),
        ...planned,
      ];
    }
    case 'cc':
      return checkAssignees(node.config.assignees, `${path}/assignees`, place);
    case 'notify':
      return [...checkAssignees(node.config.to, `${path}/to`, place), ...checkPlaces(node.config.text, `${path}/text`, place)];
    case 'update':
      return node.config.set.flatMap(({ field, value }, index) => {
        const at = path + pointer('set', index);
        return [...checkWritten(place.entity, field, `${at}/field`), ...checkFormula(value, place.names, `${at}/value`)];
      });
  }
}

function checkWritten(entity: Entity, key: string, path: string): Problem[] {
  const field = entity.fields.get(key);
  if (!field) return [unknownField(key, path)];
  return field.system || field.typeName === 'serial' ? [{ path, code: 'READ_ONLY' }] : [];
}

function knownField(entity: Entity, key: string, path: string): Problem[] {
  return entity.fields.has(key) ? [] : [unknownField(key, path)];
}

function checkAssignees(assignees: readonly Assignee[], path: string, place: Place): Problem[] {
  return assignees.flatMap((assignee, index) => checkAssignee(assignee, path + pointer(index), place));
}

function checkAssignee(assignee: Assignee, path: string, { entity, app }: Place): Problem[] {
  switch (assignee.kind) {
    case 'field': {
      const field = entity.fields.get(assignee.field);
      if (!field) return [unknownField(assignee.field, `${path}/field`)];
      const isPerson = field.typeName === 'member' || field.typeName === 'members';
      return isPerson ? [] : [{ path: `${path}/field`, code: 'FIELD_WRONG_TYPE', params: { field: field.title, expected: 'member' } }];
    }
    case 'role': {
      const own = `${app.docs.app.key}.`;
      const key = assignee.role.startsWith(own) ? assignee.role.slice(own.length) : assignee.role;
      return app.keys.get('role')?.has(key) ? [] : [{ path: `${path}/role`, code: 'ROLE_UNKNOWN', params: { role: assignee.role } }];
    }
    case 'manager':
    case 'users':
    case 'initiator':
      return [];
  }
}

/** `{field}` and `{input.field}` of a message must exist. */
function checkPlaces(text: string, path: string, { entity, workflow }: Place): Problem[] {
  const inputs = new Set(Object.keys(workflow.trigger.input?.properties ?? {}));
  return [...text.matchAll(/\{(input\.)?(\w+)\}/g)].flatMap(([, isInput, key = '']) => {
    const isKnown = isInput ? inputs.has(key) : entity.fields.has(key);
    return isKnown ? [] : [unknownField(`${isInput ?? ''}${key}`, path)];
  });
}
