import { walkPath } from '../expression/field-path.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { compileFilter } from './compile-filter.ts';
import { parseFilter } from './parse-filter.ts';

/** Which parts of a filter a document does not fulfil, as MongoDB's `errInfo.details` tells it. */
export function describeMismatch(filter: Doc, document: Uint8Array): Doc {
  const clauses = clausesOf(filter);
  const [only] = clauses;
  if (clauses.length === 1 && only) return describeClause(only, document);
  return new Map<string, Value>([
    ['operatorName', '$and'],
    ['clausesNotSatisfied', unfulfilled(clauses, document)],
  ]);
}

/** The parts that all have to be fulfilled, each with one field and one operator. */
function clausesOf(filter: Doc): Doc[] {
  return [...filter].flatMap(([name, condition]): Doc[] => {
    if (name.startsWith('$') || !(condition instanceof Map) || condition.size < 2) return [new Map([[name, condition]])];
    return [...condition].map(([operator, argument]): Doc => new Map([[name, new Map([[operator, argument]])]]));
  });
}

function unfulfilled(clauses: readonly Doc[], document: Uint8Array): Doc[] {
  return clauses.flatMap((clause, index) => {
    if (isFulfilled(clause, document)) return [];
    return [
      new Map<string, Value>([
        ['index', index],
        ['details', describeMismatch(clause, document)],
      ]),
    ];
  });
}

function isFulfilled(filter: Doc, document: Uint8Array): boolean {
  return compileFilter(parseFilter(writeDoc(filter))).matches(document);
}

function describeClause(clause: Doc, document: Uint8Array): Doc {
  const [[name, condition] = ['', null]] = clause;
  if (name === '$jsonSchema' && condition instanceof Map) return describeSchema(condition, document);
  if (name === '$expr') return details(name, clause, { reason: 'expression did not match', expressionResult: false });
  if (Array.isArray(condition) && name.startsWith('$')) {
    const clauses = condition.filter((part) => part instanceof Map);
    return new Map<string, Value>([
      ['operatorName', name],
      ['clausesNotSatisfied', unfulfilled(clauses, document)],
    ]);
  }
  const operator = condition instanceof Map ? ([...condition.keys()].find((key) => key.startsWith('$')) ?? '$eq') : '$eq';
  const found = walkPath(readDoc(document), name.split('.'), 0);
  if (found === undefined) return details(operator, clause, { reason: 'field was missing' });
  return details(operator, clause, { reason: 'comparison failed', consideredValue: found });
}

function describeSchema(schema: Doc, document: Uint8Array): Doc {
  const rules = [...schema].flatMap(([keyword, value]) => {
    const alone: Doc = new Map([[keyword, value]]);
    if (isFulfilled(new Map([['$jsonSchema', alone]]), document)) return [];
    if (keyword !== 'required' || !Array.isArray(value)) return [details(keyword, alone, {})];
    const has = readDoc(document);
    return [details(keyword, alone, { missingProperties: value.filter((name) => !has.has(String(name))) })];
  });
  return new Map<string, Value>([
    ['operatorName', '$jsonSchema'],
    ['schemaRulesNotSatisfied', rules],
  ]);
}

function details(operatorName: string, specifiedAs: Doc, more: Readonly<Record<string, Value>>): Doc {
  return new Map<string, Value>([['operatorName', operatorName], ['specifiedAs', specifiedAs], ...Object.entries(more)]);
}
