import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../src');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Every key of a language as `namespace:key`, plural endings taken off. */
function keysOf(locale: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const file of readdirSync(join(root, 'i18n', locale))) {
    const walk = (value: unknown, path: string[]) => {
      if (typeof value === 'string') keys.set(`${file.replace('.json', '')}:${path.join('.').replace(/_(one|other)$/, '')}`, value);
      else for (const [key, inner] of Object.entries(value as object)) walk(inner, [...path, key]);
    };
    walk(JSON.parse(readFileSync(join(root, 'i18n', locale, file), 'utf8')), []);
  }
  return keys;
}

const chinese = keysOf('zh-CN');
const english = keysOf('en');

/** The namespaces a file speaks from. */
function namespacesOf(text: string): string[] {
  return [...text.matchAll(/useTranslation\(\s*'([a-zA-Z]+)'/g)].map((match) => match[1] ?? '');
}

/** Everything in quotes, and the heads of templates, that may be a key. */
function literalsOf(text: string): { whole: Set<string>; heads: string[] } {
  const whole = new Set([...text.matchAll(/'([a-zA-Z][\w.:]*)'/g)].map((match) => match[1] ?? ''));
  const heads = [...text.matchAll(/`([a-zA-Z][\w.]*\.)\$\{/g)].map((match) => match[1] ?? '');
  return { whole, heads };
}

describe('texts', () => {
  it('exist in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('speak of the same things in both languages', () => {
    const asked = (text: string) => new Set([...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? ''));
    const uneven = [...chinese].filter(([key, text]) => {
      const [here, there] = [asked(text), asked(english.get(key) ?? '')];
      return [...here, ...there].some((name) => name !== 'count' && !(here.has(name) && there.has(name)));
    });
    expect(uneven.map(([key]) => key)).toEqual([]);
  });

  it('are all there that the code asks for', () => {
    const missing = sources.flatMap(({ path, text }) => {
      const spaces = namespacesOf(text);
      if (spaces.length === 0) return [];
      const asked = [...text.matchAll(/(?<![\w.])(?:t|say)\(\s*'([\w.:]+)'/g)].map((match) => match[1] ?? '');
      return asked
        .filter((key) => !(key.includes(':') ? chinese.has(key) : spaces.some((space) => chinese.has(`${space}:${key}`))))
        .map((key) => `${path}: ${key}`);
    });
    expect(missing).toEqual([]);
  });

  it('are all used', () => {
    const literals = sources.map(({ text }) => literalsOf(text));
    const unused = [...chinese.keys()].filter((key) => {
      const [, path = ''] = key.split(':');
      return !literals.some(({ whole, heads }) => whole.has(path) || whole.has(key) || heads.some((head) => path.startsWith(head)));
    });
    expect(unused).toEqual([]);
  });

  it('keep to the tone of the house', () => {
    const wrong = [...chinese].filter(([, text]) => /您|！|(?<![申邀])请(?!求)/.test(text));
    expect(wrong).toEqual([]);
  });

  it('never stand in the code itself', () => {
    const attributes = new Set(['title', 'placeholder', 'alt', 'aria-label', 'label']);
    const isWords = (text: string) => /\p{Script=Han}|^[A-Z][a-z]+/u.test(text) && text !== 'Formwright';
    const raw = sources
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) => {
        const found: string[] = [];
        const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
        const report = (words: string) => isWords(words.trim()) && found.push(`${path}: ${words.trim()}`);
        const visit = (node: ts.Node) => {
          if (ts.isJsxText(node)) report(node.text);
          else if (
            ts.isJsxAttribute(node) &&
            attributes.has(node.name.getText(file)) &&
            node.initializer &&
            ts.isStringLiteral(node.initializer)
          )
            report(node.initializer.text);
          else if (ts.isStringLiteral(node) && /\p{Script=Han}/u.test(node.text)) report(node.text);
          ts.forEachChild(node, visit);
        };
        visit(file);
        return found;
      });
    expect(raw).toEqual([]);
  });
});
