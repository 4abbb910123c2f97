import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generate } from '../../scripts/generate-types.mjs';
import { schemas } from '../../src/index.ts';

const generatedFolder = fileURLToPath(new URL('../../src/generated/', import.meta.url));

describe('the generated modules', () => {
  test('are up to date with the schemas', () => {
    const files = generate();
    expect(readdirSync(generatedFolder).sort()).toEqual([...files.keys()].sort());
    for (const [file, text] of files) expect(readFileSync(generatedFolder + file, 'utf8'), `run scripts/generate-types.mjs: ${file}`).toBe(text);
  });
});

describe('the schemas', () => {
  test('describe every property and definition in both languages, since designers show them', () => {
    const silent: string[] = [];
    for (const [name, schema] of Object.entries(schemas)) visit(schema, name, silent);
    expect(silent).toEqual([]);
  });
});

function visit(schema: unknown, path: string, silent: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const parts = schema as Record<string, unknown>;
  for (const holder of ['properties', '$defs']) {
    for (const [key, each] of Object.entries((parts[holder] ?? {}) as Record<string, Record<string, unknown>>)) {
      if (typeof each.description !== 'string' || typeof each['x-zh'] !== 'string') silent.push(`${path}/${holder}/${key}`);
      visit(each, `${path}/${holder}/${key}`, silent);
    }
  }
  visit(parts.items, `${path}/items`, silent);
}
