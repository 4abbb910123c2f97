import { actionsOf, type FieldAccess, queryFields, scopeFor, visibleFields } from '@formwright/access';
import { compileFormula } from '@formwright/formula';
import {
  type AppDocuments,
  type DashboardDoc,
  type EntityDoc,
  type FormDoc,
  type FormItem,
  filterFields,
  normaliseEntity,
  recordSchema,
  type ViewDoc,
  type WorkflowDoc,
} from '@formwright/metadata';
import type { PublishedApp } from '../store/catalogue.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** What somebody may see of one entity. */
export interface Sight {
  actions: readonly string[];
  fields: ReadonlyMap<string, FieldAccess>;
  /** Fields that may stand in a query of one's own. */
  askable: ReadonlySet<string>;
  /** Whether a view that filters by these fields has anything to show. */
  mayFilterBy: (fields: ReadonlySet<string>) => boolean;
}

/** What somebody may see of each entity of an app; entities with no right at all are absent. */
export function sightOf(services: Services, principal: Principal, app: PublishedApp): Map<string, Sight> {
  const sights = new Map<string, Sight>();
  for (const entity of app.entities.values()) {
    const access = services.catalogue.access(principal, entity);
    const actions = [...actionsOf(access)];
    const mayFilterBy = (fields: ReadonlySet<string>) => scopeFor(access, 'read', fields) !== null;
    if (actions.length > 0) sights.set(entity.key, { actions, fields: visibleFields(access), askable: queryFields(access), mayFilterBy });
  }
  return sights;
}

/** The documents without anything that names what is hidden: fields, entities, and whatever is built on them. */
export function visibleDocuments(docs: AppDocuments, sights: ReadonlyMap<string, Sight>, startable: ReadonlySet<string>): AppDocuments {
  const seen = (entity: string, field: string): boolean => sights.get(entity)?.fields.has(field) ?? false;
  return {
    app: {
      ...docs.app,
      ...(docs.app.menu ? { menu: docs.app.menu.filter((item) => item.kind !== 'entity' || sights.has(item.key)) } : {}),
    },
    entities: docs.entities
      .filter((entity) => sights.has(entity.key))
      .map((entity) => visibleEntity(entity, (field) => seen(entity.key, field))),
    forms: docs.forms.filter((form) => sights.has(form.entity)).map((form) => visibleForm(form, (field) => seen(form.entity, field))),
    views: docs.views.flatMap((view) => visibleView(view, sights.get(view.entity))),
    workflows: docs.workflows.filter((workflow) => startable.has(workflow.key) && sights.has(workflow.trigger.entity)).map(visibleWorkflow),
    dashboards: docs.dashboards.map((dashboard) => visibleDashboard(dashboard, sights)),
    roles: [],
    i18n: {},
  };
}

/** The JSON Schema of an entity's records as far as somebody sees them. */
export function visibleSchema(entity: EntityDoc, sight: Sight): Record<string, unknown> {
  return recordSchema(normaliseEntity(visibleEntity(entity, (field) => sight.fields.has(field))));
}

type Seen = (field: string) => boolean;

function visibleEntity(entity: EntityDoc, seen: Seen): EntityDoc {
  const { titleField, ownerField, unique, rules, ...options } = entity['x-entity'];
  const properties = Object.fromEntries(Object.entries(entity.properties).filter(([key]) => seen(key)));
  const shownRules = rules?.filter((rule) => readsOnly(rule.check, seen) && (rule.at === undefined || seen(rule.at)));
  return {
    ...entity,
    ...(entity.required ? { required: entity.required.filter(seen) } : {}),
    properties,
    'x-entity': {
      ...options,
      titleField: seen(titleField) ? titleField : (Object.keys(properties)[0] ?? 'id'),
      ...(ownerField !== undefined && seen(ownerField) ? { ownerField } : {}),
      ...(unique ? { unique: unique.filter((fields) => fields.every(seen)) } : {}),
      ...(shownRules ? { rules: shownRules } : {}),
    },
  };
}

function visibleForm(form: FormDoc, seen: Seen): FormDoc {
  const sections = form.sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => seen(item.field)).map((item) => visibleItem(item, seen)),
  }));
  return { ...form, sections: sections.filter((section) => section.items.length > 0) };
}

/** A rule over a hidden field would name it; without it the field simply shows, and the server still decides. */
function visibleItem({ visibleWhen, requiredWhen, readOnlyWhen, ...item }: FormItem, seen: Seen): FormItem {
  const keep = (formula: string | undefined): boolean => formula !== undefined && readsOnly(formula, seen);
  return {
    ...item,
    ...(keep(visibleWhen) ? { visibleWhen } : {}),
    ...(keep(requiredWhen) ? { requiredWhen } : {}),
    ...(keep(readOnlyWhen) ? { readOnlyWhen } : {}),
  };
}

/** A view that filters or groups by a hidden field would tell it by what is in it, so it is not shown at all. */
function visibleView(view: ViewDoc, sight: Sight | undefined): ViewDoc[] {
  if (!sight || (view.filter && !sight.mayFilterBy(filterFields(view.filter)))) return [];
  if (view.group !== undefined && !sight.askable.has(view.group)) return [];
  const { sum, ...rest } = view;
  return [
    {
      ...rest,
      ...(view.columns ? { columns: view.columns.filter((column) => sight.fields.has(column.field)) } : {}),
      ...(view.sort ? { sort: view.sort.filter((key) => sight.askable.has(key.field)) } : {}),
      ...(sum !== undefined && sight.askable.has(sum) ? { sum } : {}),
    },
  ];
}

function visibleDashboard(dashboard: DashboardDoc, sights: ReadonlyMap<string, Sight>): DashboardDoc {
  const widgets = dashboard.widgets.filter(({ entity, filter, groups, measures }) => {
    const fields = [
      ...(filter ? filterFields(filter) : []),
      ...(groups ?? []).map((group) => group.field),
      ...measures.flatMap((measure) => measure.field ?? []),
    ];
    return sights.has(entity) && fields.every((field) => sights.get(entity)?.askable.has(field));
  });
  return { ...dashboard, widgets };
}

/** Only the button: the graph behind it is for those who take part in a run. */
function visibleWorkflow({ description: _, ...workflow }: WorkflowDoc): WorkflowDoc {
  const { when: _when, ...trigger } = workflow.trigger;
  return { ...workflow, trigger, nodes: [], edges: [] };
}

function readsOnly(formula: string, seen: Seen): boolean {
  try {
    return compileFormula(formula).dependencies.every((name) => name !== '*' && seen(name));
  } catch {
    return false;
  }
}
