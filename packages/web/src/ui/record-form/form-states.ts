import { type CompiledFormula, compileFormula, type FormulaFacts } from '@formwright/formula';
import type { RecordData } from '@formwright/metadata';
import { type FormLayout, type LayoutItem, layoutItems } from './form-layout.ts';

/** What a field is at this moment. */
export interface FieldState {
  visible: boolean;
  required: boolean;
  writable: boolean;
}

/** What the states are worked out from. */
export interface StateInput {
  layout: FormLayout;
  values: RecordData;
  /** Whether the person may write a field at all. */
  canWrite: (field: string) => boolean;
  facts: FormulaFacts;
}

/** The state of every field of a form for the values it holds now. A rule that fails leaves its field as it would be without it. */
export function formStates({ layout, values, canWrite, facts }: StateInput): Map<string, FieldState> {
  return new Map(
    layoutItems(layout).map(({ field, rules }) => {
      const holds = (source: string | undefined, without: boolean) => evaluate(source, { values, facts, without });
      const state = {
        visible: holds(rules.visibleWhen, true),
        required: field.required || holds(rules.requiredWhen, false),
        writable: canWrite(field.key) && !field.readOnly && !holds(rules.readOnlyWhen, false),
      };
      return [field.key, state];
    }),
  );
}

/** Fields that a rule of the form requires and that hold nothing. */
export function missingFields(layout: FormLayout, states: ReadonlyMap<string, FieldState>, values: RecordData): LayoutItem[] {
  return layoutItems(layout).filter(({ field }) => {
    const state = states.get(field.key);
    const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined;
    const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
    return state?.visible === true && state.required && state.writable && empty;
  });
}

const compiled = new Map<string, CompiledFormula | undefined>();

function evaluate(
  source: string | undefined,
  { values, facts, without }: { values: RecordData; facts: FormulaFacts; without: boolean },
): boolean {
  if (source === undefined) return without;
  try {
    if (!compiled.has(source)) compiled.set(source, compileFormula(source));
    return compiled.get(source)?.evaluate(values, facts) === true;
  } catch {
    compiled.set(source, compiled.get(source));
    return without;
  }
}
