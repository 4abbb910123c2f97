import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles, targetOf } from './source-files.ts';

/** What each package may import of ours: the layers of the architecture page. */
const packageArrows = new Map([
  ['formula', []],
  ['metadata', ['@formwright/formula']],
  ['access', ['@formwright/formula', '@formwright/metadata']],
  ['workflow', ['@formwright/formula', '@formwright/metadata']],
  ['client', ['@formwright/formula', '@formwright/metadata']],
  ['embedded-mongo', []],
  [
    'server',
    ['@formwright/formula', '@formwright/metadata', '@formwright/access', '@formwright/workflow', '@formwright/client', 'embedded-mongo'],
  ],
  ['web', ['@formwright/formula', '@formwright/metadata', '@formwright/access', '@formwright/workflow', '@formwright/client']],
  [
    'cli',
    [
      '@formwright/formula',
      '@formwright/metadata',
      '@formwright/access',
      '@formwright/workflow',
      '@formwright/client',
      '@formwright/server',
      'embedded-mongo',
    ],
  ],
]);

/** What each folder of the server may import besides itself; '' is src itself (main and the door). */
const serverArrows = new Map([
  ['store', []],
  ['write', ['store']],
  ['read', ['store']],
  ['jobs', ['store', 'read', 'write', 'runs', 'outside']],
  ['realtime', ['store', 'read']],
  ['identity', ['store', 'read', 'write']],
  ['design', ['store', 'read', 'write']],
  ['runs', ['store', 'read', 'write']],
  ['outside', ['store', 'read', 'write']],
  ['http', ['store', 'read', 'write', 'identity', 'design', 'runs', 'outside']],
  ['', ['store', 'read', 'write', 'identity', 'design', 'runs', 'outside', 'http', 'jobs', 'realtime']],
]);

/** What each folder of the web app may import besides itself. A feature never imports another. */
const webArrows = new Map([
  ['ui', ['i18n']],
  ['features', ['ui', 'i18n']],
  ['app', ['features', 'ui', 'i18n']],
  ['i18n', []],
  ['', ['app', 'features', 'ui', 'i18n']],
]);

const pure = new Set(['formula', 'metadata', 'access', 'workflow']);
const files = sourceFiles();

describe('arrows between packages', () => {
  it('every package has a layer', () => {
    expect([...new Set(files.map((file) => file.package))].filter((name) => !packageArrows.has(name))).toEqual([]);
  });

  it('a package imports only lower ones, and only through their door', () => {
    const wrong = everyImport((file, specifier) => {
      if (!specifier.startsWith('@formwright/') && !specifier.startsWith('embedded-mongo')) return false;
      return !(packageArrows.get(file.package) as readonly string[] | undefined)?.includes(specifier);
    });
    expect(wrong).toEqual([]);
  });

  it('no relative import leaves its package', () => {
    expect(
      everyImport((file, specifier) => specifier.startsWith('.') && !targetOf(file, specifier).startsWith(`packages/${file.package}/`)),
    ).toEqual([]);
  });

  it('pure packages read no clock, environment, disk or network', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(|\bsetTimeout\(|from 'node:/;
    expect(files.filter((file) => pure.has(file.package) && impure.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});

describe('arrows inside the server', () => {
  const inside = files.filter((file) => file.package === 'server');

  it('every folder has a layer', () => {
    expect([...new Set(inside.map((file) => file.folder))].filter((folder) => !serverArrows.has(folder))).toEqual([]);
  });

  it('folders import only what lies below them', () => {
    expect(wrongFolders(inside, serverArrows)).toEqual([]);
  });

  it('only the store knows mongoose and its models', () => {
    const knows = inside.filter(
      (file) =>
        file.folder !== 'store' &&
        file.imports.some((specifier) => specifier === 'mongoose' || specifier === 'mongodb' || specifier.includes('/store/models/')),
    );
    expect(knows.map((file) => file.path)).toEqual([]);
  });
});

describe('arrows inside the web app', () => {
  const inside = files.filter((file) => file.package === 'web');

  it('every folder has a layer', () => {
    expect([...new Set(inside.map((file) => file.folder))].filter((folder) => !webArrows.has(folder))).toEqual([]);
  });

  it('app imports features, features import ui, and none the other way', () => {
    expect(wrongFolders(inside, webArrows)).toEqual([]);
  });

  it('a feature never imports another', () => {
    const feature = (path: string) => path.split('/')[4];
    const wrong = inside
      .filter((file) => file.folder === 'features')
      .flatMap((file) =>
        file.imports
          .filter(
            (specifier) =>
              specifier.startsWith('.') &&
              targetOf(file, specifier).startsWith('packages/web/src/features/') &&
              feature(targetOf(file, specifier)) !== feature(file.path),
          )
          .map((specifier) => `${file.path} → ${specifier}`),
      );
    expect(wrong).toEqual([]);
  });
});

function everyImport(isWrong: (file: SourceFile, specifier: string) => boolean): string[] {
  return files.flatMap((file) =>
    file.imports.filter((specifier) => isWrong(file, specifier)).map((specifier) => `${file.path} → ${specifier}`),
  );
}

function wrongFolders(inside: readonly SourceFile[], arrows: ReadonlyMap<string, readonly string[]>): string[] {
  return inside.flatMap((file) =>
    file.imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => targetOf(file, specifier).split('/'))
      .map((parts) => (parts.length > 4 ? (parts[3] ?? '') : ''))
      .filter((folder) => folder !== file.folder && !arrows.get(file.folder)?.includes(folder))
      .map((folder) => `${file.path} → ${folder === '' ? 'src' : folder}`),
  );
}
