import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Template } from '@formwright/client';
import { AppError, type AppPackage, type Locale, readPackage, translateApp } from '@formwright/metadata';
import type { Services } from '../store/services.ts';
import { readFolder } from './package-files.ts';

/** What the template centre offers. */
export async function listTemplates(services: Services, folder: string, locale: Locale): Promise<Template[]> {
  const packs = await Promise.all((await templateKeys(folder)).map((key) => readTemplate(folder, key)));
  const { apps } = services.catalogue;
  return packs.map((pack) =>
    templateView(pack, { locale, installed: apps().find((app) => app.key === pack.docs.app.key)?.documents.app.version ?? null }),
  );
}

/** A template's whole package. Throws TEMPLATE_UNKNOWN. */
export async function readTemplate(folder: string, key: string): Promise<AppPackage> {
  if (!(await templateKeys(folder)).includes(key)) throw new AppError('TEMPLATE_UNKNOWN', { params: { template: key } });
  return readPackage(await readFolder(join(folder, key)));
}

async function templateKeys(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'app.json'))).map((entry) => entry.name);
}

function templateView(pack: AppPackage, { locale, installed }: { locale: Locale; installed: string | null }): Template {
  const { app, entities, workflows, dashboards } = translateApp(pack.docs, locale);
  const sampleRecords = [...pack.data.values()].reduce((sum, records) => sum + records.length, 0);
  return {
    key: app.key,
    title: app.title,
    description: app.description ?? '',
    version: app.version,
    icon: app.icon ?? 'box',
    color: app.color ?? 'teal',
    category: app.category ?? 'other',
    counts: { entities: entities.length, workflows: workflows.length, dashboards: dashboards.length, sampleRecords },
    installed,
  };
}
