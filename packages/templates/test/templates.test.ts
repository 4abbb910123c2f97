import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkApp, problemText, readPackage } from '@formwright/metadata';
import { checkWorkflow, faultText } from '@formwright/workflow';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const templates = readdirSync(folder).filter((name) => name !== 'test' && statSync(join(folder, name)).isDirectory());

describe.each(templates)('the template %s', (name) => {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  const pack = readPackage(new Map(files.map((file) => [file, readFileSync(join(folder, name, file), 'utf8')])));

  it('has no problem that would keep it from being published', () => {
    expect(
      checkApp(pack.docs).map(
        (problem) => `${problem.document?.kind}/${problem.document?.key}${problem.path} ${problemText(problem, 'en')}`,
      ),
    ).toEqual([]);
  });

  it('has only workflows that can end', () => {
    expect(pack.docs.workflows.flatMap(checkWorkflow).map((fault) => faultText(fault, 'en'))).toEqual([]);
  });

  it('has an English text for every Chinese one', () => {
    const english = JSON.stringify(pack.docs.i18n);
    expect(english).not.toMatch(/\p{Script=Han}/u);
    const texts = pack.docs.entities.flatMap((entity) =>
      Object.keys(entity.properties).map((key) => `entities.${entity.key}.properties.${key}.title`),
    );
    expect(texts.filter((path) => !Object.hasOwn(pack.docs.i18n.en ?? {}, path))).toEqual([]);
  });

  it('has sample people who hold its roles, one the manager of the other', () => {
    expect(pack.people.length).toBeGreaterThanOrEqual(2);
    expect(pack.people.some((person) => person.manager !== undefined)).toBe(true);
  });
});
