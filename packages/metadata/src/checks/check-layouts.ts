import type { Entity } from '../entity.ts';
import { checkFilter } from '../filters/parse-filter.ts';
import { parseGroups, parseMeasures, parseSort } from '../filters/parse-query.ts';
import type { DashboardDoc, FormDoc, RoleDoc, ViewDoc, Widget } from '../generated/documents.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { problemsFrom, unknownField } from './check-entity.ts';
import { checkFormula, fieldNames } from './check-formula.ts';
import { type CheckedApp, inDocument } from './checked-app.ts';

/** What is wrong with the forms, views, dashboards, roles and the menu of an app. */
export function checkLayouts(app: CheckedApp): Problem[] {
  const { docs } = app;
  return [
    ...docs.forms.flatMap((form) =>
      inDocument(
        'form',
        form.key,
        withEntity(app, form.entity, (entity) => checkForm(form, entity)),
      ),
    ),
    ...docs.views.flatMap((view) =>
      inDocument(
        'view',
        view.key,
        withEntity(app, view.entity, (entity) => checkView(view, entity)),
      ),
    ),
    ...docs.dashboards.flatMap((dashboard) => inDocument('dashboard', dashboard.key, checkDashboard(dashboard, app))),
    ...docs.roles.flatMap((role) => inDocument('role', role.key, checkRole(role, app))),
    ...inDocument('app', docs.app.key, checkMenu(app)),
  ];
}

/** The problems that depend on an entity; none while its own shape is wrong, one when there is none. */
export function withEntity(app: CheckedApp, key: string, check: (entity: Entity) => Problem[], path = '/entity'): Problem[] {
  const entity = app.entities.get(key);
  if (entity) return check(entity);
  return app.keys.get('entity')?.has(key) ? [] : [{ path, code: 'ENTITY_UNKNOWN', params: { entity: key } }];
}

function checkForm(form: FormDoc, entity: Entity): Problem[] {
  const problems: Problem[] = [];
  const tabs = new Set((form.tabs ?? []).map((tab) => tab.key));
  const placed = new Set<string>();
  for (const [index, section] of form.sections.entries()) {
    if (section.tab !== undefined && !tabs.has(section.tab))
      problems.push({ path: pointer('sections', index, 'tab'), code: 'TAB_UNKNOWN', params: { tab: section.tab } });
    for (const [place, item] of section.items.entries()) {
      const path = pointer('sections', index, 'items', place);
      if (!entity.fields.has(item.field)) problems.push(unknownField(item.field, `${path}/field`));
      if (placed.has(item.field)) problems.push({ path: `${path}/field`, code: 'FORM_FIELD_REPEATED', params: { field: item.field } });
      placed.add(item.field);
      for (const rule of ['visibleWhen', 'requiredWhen', 'readOnlyWhen'] as const)
        problems.push(...checkFormula(item[rule], fieldNames(entity.fields), `${path}/${rule}`));
    }
  }
  return form.key === entity.key ? [...problems, ...checkComplete(entity, placed)] : problems;
}

/** The default form of an entity should hold every field without which nothing can be saved. */
function checkComplete(entity: Entity, placed: ReadonlySet<string>): Problem[] {
  const missing = entity.ownFields.filter(
    (field) => field.required && !field.readOnly && !placed.has(field.key) && !field.document['x-field'].default,
  );
  return missing.map((field) => ({ path: '/sections', code: 'NOTHING_CREATES', params: { field: field.title }, severity: 'warning' }));
}

function checkView(view: ViewDoc, entity: Entity): Problem[] {
  const columns = (view.columns ?? []).flatMap(({ field, sum }, index): Problem[] => {
    const found = entity.fields.get(field);
    if (!found) return [unknownField(field, pointer('columns', index, 'field'))];
    if (sum === undefined || found.type.measures.includes(sum)) return [];
    return [{ path: pointer('columns', index, 'sum'), code: 'MEASURE_UNFIT', params: { field: found.title, op: sum } }];
  });
  return [
    ...columns,
    ...(view.filter ? checkFilter(view.filter, entity, { at: '/filter' }).problems : []),
    ...problemsFrom(() => parseSort(view.sort, entity, { at: '/sort' })),
    ...checkViewGroup(view, entity),
    ...(view.sum === undefined
      ? []
      : problemsFrom(() => parseMeasures([{ op: 'sum', field: view.sum, as: 'sum' }], entity)).map((problem) => ({
          ...problem,
          path: '/sum',
        }))),
  ];
}

function checkViewGroup({ group, kind }: ViewDoc, entity: Entity): Problem[] {
  if (group === undefined) return kind === 'kanban' ? [{ path: '/group', code: 'KANBAN_GROUP' }] : [];
  const field = entity.fields.get(group);
  if (!field) return [unknownField(group, '/group')];
  if (kind === 'kanban' && field.typeName !== 'choice') return [{ path: '/group', code: 'KANBAN_GROUP' }];
  return field.type.groupable ? [] : [{ path: '/group', code: 'NOT_GROUPABLE', params: { field: field.title } }];
}

function checkDashboard(dashboard: DashboardDoc, app: CheckedApp): Problem[] {
  const ids = dashboard.widgets.map((widget) => widget.id);
  return dashboard.widgets.flatMap((widget, index) => {
    const path = pointer('widgets', index);
    const problems = withEntity(app, widget.entity, (entity) => checkWidget(widget, entity, path), `${path}/entity`);
    if (ids.indexOf(widget.id) < index) problems.push({ path: `${path}/id`, code: 'KEY_REPEATED', params: { key: widget.id } });
    if (widget.layout.x + widget.layout.w > 12) problems.push({ path: `${path}/layout/w`, code: 'LAYOUT_OUTSIDE' });
    return problems;
  });
}

function checkWidget(widget: Widget, entity: Entity, path: string): Problem[] {
  return [
    ...(widget.filter ? checkFilter(widget.filter, entity, { at: `${path}/filter` }).problems : []),
    ...problemsFrom(() => parseGroups(widget.groups, entity, { at: `${path}/groups` })),
    ...problemsFrom(() => parseMeasures(widget.measures, entity, { at: `${path}/measures` })),
  ];
}

function checkRole(role: RoleDoc, app: CheckedApp): Problem[] {
  const grants = role.grants.flatMap((grant, index) => {
    const path = pointer('grants', index);
    return withEntity(app, grant.entity, (entity) => checkGrant(grant, entity, path), `${path}/entity`);
  });
  const dashboards = (role.dashboards ?? []).flatMap((dashboard, index): Problem[] =>
    app.keys.get('dashboard')?.has(dashboard)
      ? []
      : [{ path: pointer('dashboards', index), code: 'DASHBOARD_UNKNOWN', params: { dashboard } }],
  );
  const workflows = (role.workflows ?? []).flatMap((workflow, index): Problem[] =>
    app.keys.get('workflow')?.has(workflow) ? [] : [{ path: pointer('workflows', index), code: 'WORKFLOW_UNKNOWN', params: { workflow } }],
  );
  return [...grants, ...dashboards, ...workflows];
}

function checkGrant(grant: RoleDoc['grants'][number], entity: Entity, path: string): Problem[] {
  const fields = Object.keys(grant.fields?.fields ?? {}).flatMap((key) =>
    entity.fields.has(key) ? [] : [unknownField(key, path + pointer('fields', 'fields', key))],
  );
  const scopes = grant.scope.flatMap((scope, index) =>
    'filter' in scope ? checkFilter(scope.filter, entity, { at: path + pointer('scope', index, 'filter') }).problems : [],
  );
  return [...fields, ...scopes];
}

function checkMenu({ docs, keys }: CheckedApp): Problem[] {
  return (docs.app.menu ?? []).flatMap(({ kind, key }, index): Problem[] => {
    if (keys.get(kind)?.has(key)) return [];
    const path = pointer('menu', index, 'key');
    return [
      kind === 'entity'
        ? { path, code: 'ENTITY_UNKNOWN', params: { entity: key } }
        : { path, code: 'DASHBOARD_UNKNOWN', params: { dashboard: key } },
    ];
  });
}
