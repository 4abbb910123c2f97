import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packages, root, sourceFiles } from './source-files.ts';

const files = sourceFiles().filter((file) => !file.path.includes('/generated/'));
const lines = (text: string) => text.split('\n').length;

describe('the house', () => {
  it('every package has a README of at most 40 lines, a door, tests and a one-line tsconfig', () => {
    for (const name of packages) {
      const folder = join(root, 'packages', name);
      expect(lines(readFileSync(join(folder, 'README.md'), 'utf8')), `${name}/README.md`).toBeLessThanOrEqual(41);
      expect(existsSync(join(folder, 'tsconfig.json')), `${name}/tsconfig.json`).toBe(true);
      expect(readdirSync(join(folder, 'test')).length, `${name}/test`).toBeGreaterThan(0);
    }
  });

  it('every library has a door of named exports only', () => {
    for (const name of packages.filter((one) => one !== 'web' && one !== 'cli')) {
      expect(existsSync(join(root, 'packages', name, 'src/index.ts')), name).toBe(true);
    }
  });

  it('no source file is longer than 300 lines', () => {
    expect(files.filter((file) => lines(file.text) > 301).map((file) => `${file.path}: ${lines(file.text)}`)).toEqual([]);
  });

  it('files are named by one noun, not utils, helpers, common, manager or misc', () => {
    expect(
      files.filter((file) => /(^|[/-])(utils?|helpers?|common|managers?|misc)([/.-]|$)/.test(file.path)).map((file) => file.path),
    ).toEqual([]);
  });

  it('nothing is left unfinished in the source', () => {
    expect(
      files.filter((file) => /\b(TODO|FIXME|XXX|HACK)\b|@ts-ignore|@ts-expect-error|\bas any\b/.test(file.text)).map((file) => file.path),
    ).toEqual([]);
  });

  it('the checkout has the parts a stranger looks for', () => {
    for (const name of ['README.md', 'LICENSE', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'package-lock.json', '.ci/run']) {
      expect(statSync(join(root, name)).size, name).toBeGreaterThan(0);
    }
  });
});
