import { AppError, type AppPackage, type Locale, readPackage } from '@formwright/metadata';
import { findApp } from '../../design/app-row.ts';
import { exportApp, listApps, readApp, readValidator, summaryOf } from '../../design/apps.ts';
import { checkDraft } from '../../design/check-draft.ts';
import { discardDraft, readDraft, readDraftDocument, saveDraftDocument } from '../../design/draft.ts';
import { blankPackage, deleteApp, type Installed, installApp } from '../../design/install.ts';
import { publishDraft, restoreVersion } from '../../design/publish.ts';
import { listTemplates, readTemplate } from '../../design/templates.ts';
import { unzip } from '../../design/unzip.ts';
import { samplePeople } from '../../identity/sample-people.ts';
import { startableWorkflows } from '../../runs/start-run.ts';
import type { Call, Handlers } from '../call.ts';
import { answerWithin } from '../idempotency.ts';
import type { HttpParts } from '../parts.ts';

type Apps = Pick<Handlers, 'templates' | 'apps' | 'installApp' | 'app' | 'deleteApp' | 'exportApp' | 'validator'>;
type Drafts = Pick<
  Handlers,
  | 'draft'
  | 'discardDraft'
  | 'draftDocument'
  | 'saveDraftDocument'
  | 'deleteDraftDocument'
  | 'checkDraft'
  | 'publish'
  | 'versions'
  | 'restoreVersion'
>;

/** Templates, apps and design time. */
export function designHandlers(parts: HttpParts): Apps & Drafts {
  return { ...appHandlers(parts), ...draftHandlers(parts) };
}

function appHandlers(parts: HttpParts): Apps {
  const { services, sessions } = parts;
  return {
    templates: async ({ query, locale }) => ({ templates: await listTemplates(services, parts.templatesFolder, query.locale ?? locale) }),
    apps: async ({ principal, query, locale }) => ({ apps: listApps(services, principal, query.locale ?? locale) }),
    installApp: (call) => install(parts, call),
    app: async ({ principal, params, query, locale, me }) => {
      const startable = startableWorkflows(services.catalogue.app(params.app), me.person);
      return readApp(services, principal, { app: params.app, locale: query.locale ?? locale, startable });
    },
    deleteApp: async ({ principal, params }) => {
      await deleteApp(services, principal, params.app);
      sessions.forget();
      return {};
    },
    exportApp: async ({ params }) => ({
      content: await exportApp(services, params.app),
      headers: { 'Content-Disposition': `attachment; filename="${params.app}.zip"` },
    }),
    validator: async ({ principal, params, response }) => {
      const content = readValidator(services, principal, params);
      response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
      return { content, type: 'text/javascript; charset=utf-8' };
    },
  };
}

async function install({ services, sessions, templatesFolder }: HttpParts, { principal, body, locale, keep }: Call<'installApp'>) {
  const pack = await packageOf(templatesFolder, body, locale);
  const fromUs = body.template !== undefined;
  const people = fromUs ? samplePeople(services, principal) : undefined;
  const told = answerWithin(keep, ({ app, newcomers }: Installed) => ({
    app: summaryOf(app, principal, locale),
    ...(newcomers.length > 0 ? { people: newcomers } : {}),
  }));
  await installApp(services, principal, {
    pack,
    sampleData: body.sampleData ?? false,
    locale,
    receipt: told.receipt,
    ...(people ? { people } : {}),
  });
  sessions.forget();
  return told.answer();
}

/** The package that is asked for; exactly one of the three. */
async function packageOf(folder: string, body: Call<'installApp'>['body'], locale: Locale): Promise<AppPackage> {
  const given = [body.template, body.package, body.blank].filter((one) => one !== undefined);
  if (given.length !== 1) throw new AppError('INVALID', { details: [{ path: '/template', code: 'REQUIRED' }] });
  if (body.template !== undefined) return readTemplate(folder, body.template);
  if (body.blank !== undefined) return blankPackage(body.blank, locale);
  return readPackage(await unzip(body.package ?? ''));
}

function draftHandlers({ services }: HttpParts): Drafts {
  return {
    draft: ({ params }) => readDraft(services, params.app),
    discardDraft: async ({ params }) => {
      await discardDraft(services, params.app);
      return {};
    },
    draftDocument: async ({ params, response }) => tagged(response, await readDraftDocument(services, params)),
    saveDraftDocument: async ({ principal, params, body, ifMatch, locale, response }) =>
      tagged(response, await saveDraftDocument(services, principal, { ...params, document: body ?? {}, seen: ifMatch, locale })),
    deleteDraftDocument: async ({ principal, params, ifMatch, locale }) => {
      await saveDraftDocument(services, principal, { ...params, document: null, seen: ifMatch, locale });
      return {};
    },
    checkDraft: ({ params, query, locale }) => checkDraft(services, { app: params.app, locale: query.locale ?? locale }),
    publish: async ({ principal, params, body, locale, keep }) => {
      const { receipt, answer } = answerWithin(keep, (version: number) => ({ version }));
      await publishDraft(services, principal, { app: params.app, note: body?.note ?? '', locale, receipt });
      return answer();
    },
    versions: async ({ params }) => {
      const { _id } = await findApp(services, params.app);
      const rows = await services.store.models.appVersions
        .find({ app: _id }, { version: 1, at: 1, by: 1, note: 1 })
        .sort({ version: -1 })
        .lean();
      return { versions: rows.map(({ version, at, by, note }) => ({ version, at: at.toISOString(), by, note })) };
    },
    restoreVersion: async ({ principal, params, locale, keep }) => {
      const { receipt, answer } = answerWithin(keep, (version: number) => ({ version }));
      await restoreVersion(services, principal, { app: params.app, version: Number(params.version), locale, receipt });
      return answer();
    },
  };
}

function tagged(response: Call<'draftDocument'>['response'], { document, version }: { document: unknown; version: number }): unknown {
  response.setHeader('ETag', `"${version}"`);
  return document;
}
