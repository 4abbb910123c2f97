import fc from 'fast-check';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { compileFormula } from '../src/index.ts';
import { honestCalls } from './honest-calls.ts';
import { honestData, honestFormulas } from './honest-formulas.ts';

type Outcome = { value: unknown } | { failed: true };

async function upstream(source: string, data: unknown): Promise<Outcome> {
  try {
    const result: unknown = await jsonata(source).evaluate(data);
    return { value: result === undefined ? undefined : JSON.parse(JSON.stringify(result, withoutTraces)) };
  } catch {
    return { failed: true };
  }
}

/** Upstream puts an entry that is nothing into an empty list over which an object is written; so both are read as empty. */
function withoutTraces(_key: string, value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 && value[0] === undefined ? [] : value;
}

function ours(source: string, data: unknown): Outcome {
  try {
    const result = compileFormula(source).evaluate(data);
    return { value: result === undefined ? undefined : JSON.parse(JSON.stringify(result, withoutTraces)) };
  } catch {
    return { failed: true };
  }
}

describe('a formula gives what JSONata itself gives', () => {
  test.each([...honestFormulas, ...honestCalls].map((source) => [source]))('%s', async (source) => {
    const expected = await upstream(source, structuredClone(honestData));
    expect(ours(source, honestData)).toEqual(expected);
  });

  test('for thousands of formulas put together at random', async () => {
    await fc.assert(
      fc.asyncProperty(formulas(), async (source) => {
        const expected = await upstream(source, structuredClone(honestData));
        expect(roundAll(ours(source, honestData)), source).toEqual(roundAll(expected));
      }),
      { numRuns: 2000, seed: Number(process.env.FORMULA_SEED ?? 20261122) },
    );
  }, 120_000);
});

/** Sums are exact here and floating upstream, so the last digits may differ. */
function roundAll(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(10));
  if (Array.isArray(value)) return value.map(roundAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, roundAll(each)]));
}

/** The body of a function ends with a variable: upstream forgets to unwrap a single result of a call in that place. */
function formulas(): fc.Arbitrary<string> {
  const { formula } = fc.letrec<{ formula: string; path: string; condition: string }>((tie) => ({
    path: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('amount', 'name', 'level', 'missing', 'tags', 'one', 'items', 'people', 'nested', 'empty', 'no', 'active', '$'),
      fc
        .tuple(
          fc.constantFrom('items', 'people', 'nested', '$'),
          fc.constantFrom('qty', 'price', 'sku', 'tags', 'lines', 'age', 'city', 'deep', 'missing'),
        )
        .map((parts) => parts.join('.')),
      fc.tuple(tie('path'), fc.constantFrom('[0]', '[-1]', '[1]', '[]', '[true]', '[[0..1]]')).map((parts) => parts.join('')),
      fc.tuple(tie('path'), tie('condition')).map(([path, condition]) => `${path}[${condition}]`),
      fc.tuple(tie('path'), tie('formula')).map(([path, inner]) => `${path}.(${inner})`),
    ),
    condition: fc.oneof(
      { depthSize: 'small' },
      fc
        .tuple(tie('formula'), fc.constantFrom('=', '!=', '<', '<=', '>', '>=', 'in'), tie('formula'))
        .map(([left, op, right]) => `(${left}) ${op} (${right})`),
      fc.tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition')).map((parts) => parts.join(' ')),
      tie('formula').map((inner) => `$not(${inner})`),
      tie('formula').map((inner) => `$exists(${inner})`),
    ),
    formula: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('1', '2.5', '"a"', '"华北"', 'true', 'null', '[]', '[1,2,3]', '{"a": 1}'),
      tie('path'),
      fc
        .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '&'), tie('formula'))
        .map(([left, op, right]) => `(${left}) ${op} (${right})`),
      fc.tuple(tie('condition'), tie('formula'), tie('formula')).map(([condition, yes, no]) => `(${condition}) ? (${yes}) : (${no})`),
      fc
        .tuple(
          fc.constantFrom(
            'count',
            'string',
            'distinct',
            'reverse',
            'boolean',
            'type',
            'keys',
            'sort',
            'sum',
            'max',
            'length',
            'uppercase',
            'join',
            'abs',
          ),
          tie('formula'),
        )
        .map(([name, inner]) => `$${name}(${inner})`),
      fc
        .tuple(fc.constantFrom('map', 'filter'), tie('formula'), tie('formula'))
        .map(
          ([name, list, body]) =>
            `$${name}(${list}, function($v, $i) { ($r := ${body.replaceAll('amount', '$v').replaceAll('missing', '$i')}; $r) })`,
        ),
      fc.tuple(tie('formula'), tie('formula')).map(([first, second]) => `[${first}, ${second}]`),
      fc.tuple(tie('formula'), tie('formula')).map(([first, second]) => `{"p": ${first}, "q": ${second}}`),
      fc.tuple(tie('formula'), tie('formula')).map(([first, second]) => `$append(${first}, ${second})`),
      fc.tuple(tie('formula'), tie('formula')).map(([first, second]) => `($x := ${first}; [$x, ${second}])`),
    ),
  }));
  return formula;
}
