import { FormulaError } from '../formula-error.ts';
import { Sequence, sequenceOf } from '../sequence.ts';
import { isTruthy } from '../values.ts';
import type { AstNode, Scope, Step } from './step.ts';

/** A predicate in brackets: a number picks by place (from the end when negative), all else keeps what it is true for. */
export function compileFilter(stage: AstNode, scope: Scope): Step {
  if (stage.type !== 'filter' || !stage.expr) throw new FormulaError('UNSUPPORTED', 'bindings with # are not supported', stage.position);
  const { expr } = stage;
  if (expr.type === 'number') return pickAt(Number(expr.value));
  const predicate = scope.compile(expr, scope);
  return (input, frame, run) => {
    const list = Array.isArray(input) ? input : [input];
    const found = new Sequence();
    list.forEach((item, index) => {
      const verdict = predicate(item, frame, run);
      const places = placesOf(verdict);
      if (!places) {
        if (isTruthy(verdict, run.meter)) found.push(item);
        return;
      }
      run.meter.spend(places.length / 16);
      for (const place of places) if (placeIn(list, place) === index) found.push(item);
    });
    return found;
  };
}

function pickAt(place: number): Step {
  return (input) => {
    const list = Array.isArray(input) ? input : [input];
    const item: unknown = list[placeIn(list, place)];
    if (item === undefined) return new Sequence();
    return Array.isArray(item) ? item : sequenceOf(item);
  };
}

function placeIn(list: readonly unknown[], place: number): number {
  const whole = Math.floor(place);
  return whole < 0 ? list.length + whole : whole;
}

function placesOf(verdict: unknown): readonly number[] | undefined {
  if (typeof verdict === 'number') return [verdict];
  return Array.isArray(verdict) && verdict.length > 0 && verdict.every((each) => typeof each === 'number') ? verdict : undefined;
}
