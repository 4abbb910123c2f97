import type { AppDetail, AppSummary, EntityAccess } from '@formwright/client';
import {
  type AppDocuments,
  type Entity,
  type EntityField,
  type FormDoc,
  type Locale,
  normaliseEntity,
  type RecordAction,
  systemFieldTitles,
  type ViewDoc,
} from '@formwright/metadata';

/** One entity as this person meets it: its fields, forms, views and what they may do. */
export interface EntityModel {
  app: string;
  key: string;
  entity: Entity;
  access: EntityAccess;
  forms: FormDoc[];
  /** In the order of their tabs. */
  views: ViewDoc[];
  /** The entity's own fields that this person may read, in order. */
  fields: EntityField[];
  /** A readable field, own or system; undefined for all others. */
  field: (key: string) => EntityField | undefined;
  can: (action: RecordAction) => boolean;
  canWrite: (field: string) => boolean;
}

/** A published app as this person meets it. */
export interface AppModel {
  app: AppSummary;
  documents: AppDocuments;
  entities: ReadonlyMap<string, EntityModel>;
}

/** The model of an app; a broken or hidden entity is left out. */
export function createAppModel({ app, documents, access }: AppDetail, locale: Locale = 'zh-CN'): AppModel {
  const entities = new Map<string, EntityModel>();
  for (const document of documents.entities) {
    const mine = Object.hasOwn(access, document.key) ? access[document.key] : undefined;
    if (mine) entities.set(document.key, entityModel(app.key, normaliseEntity(document), { access: mine, documents, locale }));
  }
  return { app, documents, entities };
}

function entityModel(
  app: string,
  entity: Entity,
  { access, documents, locale }: { access: EntityAccess; documents: AppDocuments; locale: Locale },
): EntityModel {
  const rights = new Map(Object.entries(access.fields));
  const readable = (field: EntityField) => field.system || rights.has(field.key);
  const askable = access.askable && new Set(access.askable);
  const asMine = (field: EntityField) => (askable?.has(field.key) === false ? notAskable(field) : field);
  const views = documents.views.filter((view) => view.entity === entity.key).sort((a, b) => (a.order ?? 100) - (b.order ?? 100));
  return {
    app,
    key: entity.key,
    entity,
    access,
    forms: documents.forms.filter((form) => form.entity === entity.key),
    views: views.length > 0 ? views : [plainView(entity)],
    fields: entity.ownFields.filter(readable).map(asMine),
    field: (key) => {
      const field = entity.fields.get(key);
      if (!field || !readable(field)) return undefined;
      return asMine(field.system ? { ...field, title: systemFieldTitles.get(key)?.[locale] ?? field.title } : field);
    },
    can: (action) => access.actions.includes(action),
    canWrite: (key) => rights.get(key) === 'write' && entity.fields.get(key)?.readOnly !== true,
  };
}

/** A field that this person sees and may not filter, sort or group by: the server would refuse. */
function notAskable(field: EntityField): EntityField {
  return { ...field, type: { ...field.type, operators: [], sortable: false, groupable: false, measures: [] } };
}

/** The grid of an entity for which nobody made a view. */
function plainView(entity: Entity): ViewDoc {
  return {
    key: 'all',
    entity: entity.key,
    title: entity.title,
    kind: 'grid',
    columns: entity.ownFields.slice(0, 8).map(({ key }) => ({ field: key })),
  };
}
