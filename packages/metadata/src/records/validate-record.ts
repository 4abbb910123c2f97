import { createPattern, FormulaError, type FormulaFacts } from '@formwright/formula';
import type { Entity, EntityField } from '../entity.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { maxProblems, type Validate } from './ajv-problems.ts';
import { type CompiledRule, compiledRules } from './compiled-rules.ts';
import { isEmptyValue, type RecordData } from './record-data.ts';

/** What validateRecord looks at. */
export interface RecordCheck {
  entity: Entity;
  record: RecordData;
  /** From compileValidator, or from the published module by validateWith. */
  validate: Validate;
  /** What rules may ask for. */
  facts?: FormulaFacts;
}

/** Everything wrong with a record: schema, field kinds, rules; the same in browser and server. Empty values count as absent, system fields are not looked at. */
export function validateRecord({ entity, record, validate, facts }: RecordCheck): Problem[] {
  const written = Object.entries(record).filter(([key, value]) => !isEmptyValue(value) && !entity.fields.get(key)?.system);
  const values = Object.fromEntries(written);
  const problems = [...validate(values), ...checkFields(entity.ownFields, values)];
  if (problems.length === 0) problems.push(...checkRules(compiledRules(entity), record, facts));
  return withoutRepeats(problems).slice(0, maxProblems);
}

/** What is wrong with the values of single fields beyond JSON Schema. */
export function checkFields(fields: readonly EntityField[], values: RecordData): Problem[] {
  return fields.flatMap((field) => {
    const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined;
    if (isEmptyValue(value)) return [];
    const problems = [...field.type.check(value, field.document), ...checkPattern(field, value)];
    return problems.map((problem) => ({ ...problem, path: pointer(field.key) + problem.path }));
  });
}

function checkPattern({ document, type }: EntityField, value: unknown): Problem[] {
  const { pattern } = document;
  if (pattern === undefined || typeof value !== 'string' || !type.keywords.includes('pattern')) return [];
  return createPattern(pattern).test(value) ? [] : [{ path: '', code: 'PATTERN' }];
}

function checkRules(rules: readonly CompiledRule[], record: RecordData, facts: FormulaFacts | undefined): Problem[] {
  return rules.flatMap((rule): Problem[] => {
    const path = rule.at === undefined ? '' : pointer(rule.at);
    try {
      return rule.check.evaluate(record, facts) === true ? [] : [{ path, code: 'RULE', params: { message: rule.message } }];
    } catch (error) {
      if (error instanceof FormulaError) return [{ path, code: 'RULE_FAILED', params: { reason: error.message } }];
      throw error;
    }
  });
}

function withoutRepeats(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = `${problem.path} ${problem.code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
