import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Variables } from '../value/value.ts';
import { checkUnused, parseArrayFilters } from './array-filters.ts';
import { dollarPrefixed } from './dollar-prefix.ts';
import { operatorUpdate } from './operator-update.ts';
import { parseOperatorDoc } from './parse-operators.ts';
import { pipelineUpdate } from './pipeline-update.ts';
import { replacementUpdate } from './replacement-update.ts';
import type { Update, UpdateOptions, UpdateSource } from './types.ts';

/** Reads an update. Throws MongoError: FailedToParse, ConflictingUpdateOperators, DollarPrefixedFieldName, … */
export function parseUpdate(source: UpdateSource, options: UpdateOptions = {}): Update {
  const variables: Variables = options.variables ?? new Map();
  if ('pipeline' in source) {
    if (options.arrayFilters?.length) throw new MongoError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates');
    return pipelineUpdate(source.pipeline, variables);
  }
  const document = readDoc(source.document);
  const filters = parseArrayFilters(options.arrayFilters ?? [], variables);
  if (!isOperatorUpdate(document)) return replacement(source.document, document, options);
  const targets = parseOperatorDoc(document, { variables }, filters);
  checkUnused(filters, targets, document);
  return operatorUpdate(targets, filters);
}

function isOperatorUpdate(document: Doc): boolean {
  const first = document.keys().next().value;
  return first?.startsWith('$') ?? false;
}

function replacement(raw: Uint8Array, document: Doc, options: UpdateOptions): Update {
  if (options.multi) throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  const dollar = [...document.keys()].find((name) => name.startsWith('$') && !['$ref', '$id', '$db'].includes(name));
  if (dollar !== undefined) throw dollarPrefixed(dollar);
  return replacementUpdate(raw);
}
