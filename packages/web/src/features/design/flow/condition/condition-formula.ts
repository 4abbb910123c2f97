/** Where a condition looks: the record, or what was filled in at the start. */
export type Source = 'record' | 'input';

/** How a condition compares. */
export type Comparison = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'contains' | 'empty' | 'notEmpty';

/** A constant that a condition compares with. */
export type Constant = string | number | boolean;

/** One line of the condition builder. */
export interface Term {
  source: Source;
  field: string;
  op: Comparison;
  /** A constant, a list of texts for `in`, nothing for `empty` and `notEmpty`. */
  value?: Constant | string[];
}

/** What the condition builder shows: lines that must all hold, or any of them. */
export interface Condition {
  join: 'and' | 'or';
  terms: Term[];
}

const symbols = new Map<Comparison, string>([
  ['eq', '='],
  ['ne', '!='],
  ['gte', '>='],
  ['lte', '<='],
  ['gt', '>'],
  ['lt', '<'],
  ['in', 'in'],
]);

/** The formula of a condition; undefined while a line is not complete. */
export function toFormula(condition: Condition): string | undefined {
  const parts = condition.terms.map(termFormula);
  if (parts.length === 0 || parts.includes(undefined)) return undefined;
  return parts.join(` ${condition.join} `);
}

/** The lines of a formula that the builder can show; undefined for any other formula. */
export function fromFormula(formula: string): Condition | undefined {
  const terms: Term[] = [];
  const joins = new Set<'and' | 'or'>();
  let rest = formula.trim();
  for (;;) {
    const read = readTerm(rest);
    if (read === undefined) return undefined;
    terms.push(read.term);
    rest = read.rest;
    if (rest === '') break;
    const join = /^(and|or)\s+/.exec(rest);
    if (join === null) return undefined;
    joins.add(join[1] === 'or' ? 'or' : 'and');
    rest = rest.slice(join[0].length);
  }
  return joins.size > 1 ? undefined : { join: joins.has('or') ? 'or' : 'and', terms };
}

function termFormula({ source, field, op, value }: Term): string | undefined {
  if (field === '') return undefined;
  const path = `${source}.${field}`;
  // A ternary always answers, while $not and $boolean of a field that is absent are nothing.
  if (op === 'empty') return `(${path} ? false : true)`;
  if (op === 'notEmpty') return `(${path} ? true : false)`;
  if (value === undefined || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : `${path} in [${value.map(literal).join(', ')}]`;
  if (op === 'contains') return typeof value === 'string' ? `$contains(${path}, ${literal(value)})` : undefined;
  return op === 'in' ? undefined : `${path} ${symbols.get(op)} ${literal(value)}`;
}

/** Texts that single quotes can hold as they are; all others are written as JSON. */
const plain = /^[^'\\\p{Cc}]*$/u;

function literal(value: Constant): string {
  if (typeof value !== 'string') return String(value);
  return plain.test(value) ? `'${value}'` : JSON.stringify(value);
}

const pathPattern = String.raw`(record|input)\.([a-zA-Z_][a-zA-Z0-9_]*)`;
const emptyPattern = new RegExp(String.raw`^\(\s*${pathPattern}\s*\?\s*false\s*:\s*true\s*\)`);
const notEmptyPattern = new RegExp(String.raw`^\(\s*${pathPattern}\s*\?\s*true\s*:\s*false\s*\)`);
const containsPattern = new RegExp(String.raw`^\$contains\(${pathPattern},\s*`);
const comparePattern = new RegExp(String.raw`^${pathPattern}\s*(!=|>=|<=|=|>|<|in\b)\s*`);

function readTerm(text: string): { term: Term; rest: string } | undefined {
  for (const [pattern, op] of [
    [emptyPattern, 'empty'],
    [notEmptyPattern, 'notEmpty'],
  ] as const) {
    const found = pattern.exec(text);
    if (found) return { term: { ...place(found), op }, rest: text.slice(found[0].length).trimStart() };
  }
  const contains = containsPattern.exec(text);
  if (contains) return readContains(contains, text.slice(contains[0].length));
  const compare = comparePattern.exec(text);
  if (compare === null) return undefined;
  const op = [...symbols].find(([, symbol]) => symbol === compare[3])?.[0] ?? 'eq';
  const value = op === 'in' ? readList(text.slice(compare[0].length)) : readConstant(text.slice(compare[0].length));
  return value && { term: { ...place(compare), op, value: value.value }, rest: value.rest.trimStart() };
}

function place(found: RegExpExecArray): { source: Source; field: string } {
  return { source: found[1] === 'input' ? 'input' : 'record', field: found[2] ?? '' };
}

function readContains(found: RegExpExecArray, text: string): { term: Term; rest: string } | undefined {
  const value = readConstant(text);
  if (typeof value?.value !== 'string' || !value.rest.trimStart().startsWith(')')) return undefined;
  return { term: { ...place(found), op: 'contains', value: value.value }, rest: value.rest.trimStart().slice(1).trimStart() };
}

interface Read<T> {
  value: T;
  rest: string;
}

function readConstant(text: string): Read<Constant> | undefined {
  const word = /^(true|false)\b/.exec(text);
  if (word) return { value: word[1] === 'true', rest: text.slice(word[0].length) };
  const number = /^-?\d+(\.\d+)?(e[+-]?\d+)?(?![\w.])/i.exec(text);
  if (number) return { value: Number(number[0]), rest: text.slice(number[0].length) };
  return readText(text);
}

function readText(text: string): Read<string> | undefined {
  const single = /^'([^'\\]*)'/.exec(text);
  if (single) return { value: single[1] ?? '', rest: text.slice(single[0].length) };
  const double = /^"(?:[^"\\]|\\.)*"/.exec(text);
  if (double === null) return undefined;
  try {
    return { value: String(JSON.parse(double[0])), rest: text.slice(double[0].length) };
  } catch {
    return undefined;
  }
}

function readList(text: string): Read<string[]> | undefined {
  if (!text.startsWith('[')) return undefined;
  const value: string[] = [];
  let rest = text.slice(1).trimStart();
  for (;;) {
    const read = readText(rest);
    if (read === undefined) return undefined;
    value.push(read.value);
    rest = read.rest.trimStart();
    if (rest.startsWith(']')) return { value, rest: rest.slice(1) };
    if (!rest.startsWith(',')) return undefined;
    rest = rest.slice(1).trimStart();
  }
}
