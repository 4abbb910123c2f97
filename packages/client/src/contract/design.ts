import type { AppDocuments } from '@formwright/metadata';
import { type Static, Type } from 'typebox';
import { route } from './route.ts';
import { Detail, Key, LocaleName, Moment, Nothing, PersonRef } from './shapes.ts';

const closed = { additionalProperties: false } as const;
const appParam = Type.Object({ app: Key }, closed);
const Kind = Type.Union([
  Type.Literal('app'),
  Type.Literal('entity'),
  Type.Literal('form'),
  Type.Literal('view'),
  Type.Literal('workflow'),
  Type.Literal('dashboard'),
  Type.Literal('role'),
]);
const documentParam = Type.Object({ app: Key, kind: Kind, key: Key }, closed);
const Documents = Type.Unsafe<AppDocuments>({ type: 'object', description: 'The documents of the app, as in its package.' });

/** A template that can be installed. */
export const Template = Type.Object({
  key: Key,
  title: Type.String(),
  description: Type.String(),
  version: Type.String(),
  icon: Type.String(),
  color: Type.String(),
  category: Type.String(),
  counts: Type.Object({ entities: Type.Integer(), workflows: Type.Integer(), dashboards: Type.Integer(), sampleRecords: Type.Integer() }),
  installed: Type.Union([Type.String({ description: 'Version that is installed.' }), Type.Null()]),
});
/** A template that can be installed. */
export type Template = Static<typeof Template>;

/** An app as listed. */
export const AppSummary = Type.Object({
  key: Key,
  title: Type.String(),
  description: Type.String(),
  icon: Type.String(),
  color: Type.String(),
  version: Type.Integer({ description: 'Published version, from 1.' }),
  design: Type.Boolean({ description: 'Whether I may design it.' }),
});
/** An app as listed. */
export type AppSummary = Static<typeof AppSummary>;

/** What I may do with the records of one entity. */
export const EntityAccess = Type.Object({
  actions: Type.Array(Type.String(), { description: 'read, create, update, delete, … that I hold on at least some records.' }),
  fields: Type.Record(Type.String(), Type.Union([Type.Literal('write'), Type.Literal('read')]), {
    description: 'Fields I may see; others are not even named.',
  }),
  askable: Type.Optional(
    Type.Array(Type.String(), { description: 'Fields that may stand in a filter, sort or group of mine; left out: all that I see.' }),
  ),
  validator: Type.String({ description: 'Address of the module that checks records as the server does; its content never changes.' }),
});
/** What I may do with the records of one entity. */
export type EntityAccess = Static<typeof EntityAccess>;

/** A published app as I may see it. */
export const AppDetail = Type.Object({ app: AppSummary, documents: Documents, access: Type.Record(Type.String(), EntityAccess) });
/** A published app as I may see it. */
export type AppDetail = Static<typeof AppDetail>;

/** A fault or warning in a draft. */
export const DraftProblem = Type.Intersect([
  Detail,
  Type.Object({
    severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
    document: Type.Object({ kind: Kind, key: Type.String() }),
  }),
]);
/** A fault or warning in a draft. */
export type DraftProblem = Static<typeof DraftProblem>;

/** What a draft changes and whom it touches. */
export const DraftChange = Type.Object({
  kind: Kind,
  key: Type.String(),
  change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
  path: Type.Optional(Type.String({ description: 'Part of the document, as /properties/level.' })),
  usedBy: Type.Array(Type.Object({ kind: Kind, key: Type.String(), title: Type.String() }), {
    description: 'Documents that use the changed thing.',
  }),
  records: Type.Optional(Type.Integer({ description: 'Records that hold a value in the field.' })),
  runs: Type.Optional(Type.Integer({ description: 'Runs under way that stay on their version.' })),
});
/** What a draft changes and whom it touches. */
export type DraftChange = Static<typeof DraftChange>;

/** What publishing does to stored records. */
export const MigrationStep = Type.Object({
  entity: Key,
  field: Type.String(),
  does: Type.Union([Type.Literal('add'), Type.Literal('remove'), Type.Literal('convert')]),
  records: Type.Integer(),
  lost: Type.Integer({ description: 'Values that cannot be converted and would be hidden, not erased.' }),
});

/** The draft of an app: published documents with the edits laid over. */
export const Draft = Type.Object({
  documents: Documents,
  versions: Type.Record(Type.String(), Type.Integer(), {
    description: 'Draft version of each edited document by kind/key; 0 when unedited.',
  }),
  changed: Type.Array(
    Type.Object({
      kind: Kind,
      key: Type.String(),
      change: Type.Union([Type.Literal('added'), Type.Literal('changed'), Type.Literal('removed')]),
      by: PersonRef,
      at: Moment,
    }),
  ),
  published: Type.Integer({ description: 'Published version that the edits lie over.' }),
});
/** The draft of an app. */
export type Draft = Static<typeof Draft>;

const Document = Type.Unknown({ description: 'The document itself; the ETag header carries its draft version for If-Match.' });
const Person = Type.Object({ name: Type.String(), email: Type.String(), oneTimePassword: Type.String() });

/** Templates, apps and design time. */
export const designRoutes = {
  templates: route({
    method: 'GET',
    path: '/api/templates',
    summary: 'Template centre.',
    query: Type.Object({ locale: Type.Optional(LocaleName) }, closed),
    response: Type.Object({ templates: Type.Array(Template) }),
  }),
  apps: route({
    method: 'GET',
    path: '/api/apps',
    summary: 'Apps I may open.',
    query: Type.Object({ locale: Type.Optional(LocaleName) }, closed),
    response: Type.Object({ apps: Type.Array(AppSummary) }),
  }),
  installApp: route({
    method: 'POST',
    path: '/api/apps',
    summary: 'Install a template or package, or begin a blank app.',
    access: 'admin',
    status: 201,
    body: Type.Object(
      {
        template: Type.Optional(Key),
        sampleData: Type.Optional(Type.Boolean()),
        package: Type.Optional(Type.String({ description: 'Base64 of the zip of a package.' })),
        blank: Type.Optional(Type.Object({ key: Key, title: Type.String({ minLength: 1, maxLength: 100 }) }, closed)),
      },
      closed,
    ),
    response: Type.Object({ app: AppSummary, people: Type.Optional(Type.Array(Person)) }),
  }),
  app: route({
    method: 'GET',
    path: '/api/apps/:app',
    summary: 'An app with its published documents as I may see them.',
    params: appParam,
    query: Type.Object({ locale: Type.Optional(LocaleName) }, closed),
    response: AppDetail,
  }),
  deleteApp: route({
    method: 'DELETE',
    path: '/api/apps/:app',
    summary: 'Remove an app; its data is kept out of reach, never shown to a later app of the same name.',
    access: 'admin',
    params: appParam,
    status: 204,
    response: Nothing,
  }),
  exportApp: route({
    method: 'GET',
    path: '/api/apps/:app/export',
    summary: 'The app as a package.',
    access: 'admin',
    params: appParam,
    produces: 'application/zip',
    response: Type.Unknown(),
  }),
  validator: route({
    method: 'GET',
    path: '/api/apps/:app/validators/:entity/:file',
    summary: 'The module that checks records in the browser; immutable.',
    params: Type.Object({ app: Key, entity: Key, file: Type.String({ pattern: '^[0-9a-f]{16,64}\\.js$' }) }, closed),
    produces: 'text/javascript',
    response: Type.Unknown(),
  }),
  draft: route({
    method: 'GET',
    path: '/api/apps/:app/draft',
    summary: 'The whole draft.',
    access: 'admin',
    params: appParam,
    response: Draft,
  }),
  discardDraft: route({
    method: 'DELETE',
    path: '/api/apps/:app/draft',
    summary: 'Throw all edits away.',
    access: 'admin',
    params: appParam,
    status: 204,
    response: Nothing,
  }),
  draftDocument: route({
    method: 'GET',
    path: '/api/apps/:app/draft/:kind/:key',
    summary: 'One document of the draft.',
    access: 'admin',
    params: documentParam,
    response: Document,
  }),
  saveDraftDocument: route({
    method: 'PUT',
    path: '/api/apps/:app/draft/:kind/:key',
    summary: 'Save one document of the draft.',
    access: 'admin',
    headers: ['If-Match'],
    params: documentParam,
    body: Type.Unknown(),
    response: Document,
  }),
  deleteDraftDocument: route({
    method: 'DELETE',
    path: '/api/apps/:app/draft/:kind/:key',
    summary: 'Remove a document in the draft.',
    access: 'admin',
    headers: ['If-Match'],
    params: documentParam,
    status: 204,
    response: Nothing,
  }),
  checkDraft: route({
    method: 'POST',
    path: '/api/apps/:app/draft/check',
    summary: 'Problems, impact and migration of the draft.',
    access: 'admin',
    params: appParam,
    query: Type.Object({ locale: Type.Optional(LocaleName) }, closed),
    response: Type.Object({ problems: Type.Array(DraftProblem), impact: Type.Array(DraftChange), migration: Type.Array(MigrationStep) }),
  }),
  publish: route({
    method: 'POST',
    path: '/api/apps/:app/publish',
    summary: 'Check the draft and make it the next version.',
    access: 'admin',
    params: appParam,
    body: Type.Optional(Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }, closed)),
    response: Type.Object({ version: Type.Integer() }),
  }),
  versions: route({
    method: 'GET',
    path: '/api/apps/:app/versions',
    summary: 'Published versions, newest first.',
    access: 'admin',
    params: appParam,
    response: Type.Object({
      versions: Type.Array(Type.Object({ version: Type.Integer(), at: Moment, by: PersonRef, note: Type.String() })),
    }),
  }),
  restoreVersion: route({
    method: 'POST',
    path: '/api/apps/:app/versions/:version/restore',
    summary: 'Make an earlier version the next one.',
    access: 'admin',
    params: Type.Object({ app: Key, version: Type.String({ pattern: '^\\d{1,9}$' }) }, closed),
    response: Type.Object({ version: Type.Integer() }),
  }),
} as const;
