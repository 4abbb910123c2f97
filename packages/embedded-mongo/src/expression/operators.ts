import { arithmeticOperators } from './arithmetic-operators.ts';
import { arrayOperators } from './array-operators.ts';
import { bitwiseOperators } from './bitwise-operators.ts';
import { dateOperators } from './date-operators.ts';
import { datePartOperators } from './date-part-operators.ts';
import type { OperatorParser } from './expr.ts';
import { iterationOperators } from './iteration-operators.ts';
import { miscOperators } from './literal-operators.ts';
import { logicOperators } from './logic-operators.ts';
import { objectOperators } from './object-operators.ts';
import { regexOperators } from './regex-operators.ts';
import { setOperators } from './set-operators.ts';
import { stringOperators } from './string-operators.ts';
import { summaryOperators } from './summary-operators.ts';
import { trigonometryOperators } from './trigonometry-operators.ts';
import { typeOperators } from './type-operators.ts';

let registry: Map<string, OperatorParser> | undefined;

/** The parser of an operator; undefined when there is none of that name. */
export function operatorByName(name: string): OperatorParser | undefined {
  registry ??= new Map([
    ...arithmeticOperators,
    ...arrayOperators,
    ...bitwiseOperators,
    ...dateOperators,
    ...datePartOperators,
    ...iterationOperators,
    ...logicOperators,
    ...miscOperators,
    ...objectOperators,
    ...regexOperators,
    ...setOperators,
    ...stringOperators,
    ...summaryOperators,
    ...trigonometryOperators,
    ...typeOperators,
  ]);
  return registry.get(name);
}
