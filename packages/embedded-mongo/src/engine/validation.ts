import { idOf } from '../bson/id.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { describeMismatch } from '../query/describe-mismatch.ts';
import { readDoc, readValue } from '../value/read.ts';
import type { CollectionState } from './collection.ts';
import type { RawDocument, ValidationOptions } from './types.ts';

/** What the documents of a collection have to fulfil when they are written. */
export interface Validation {
  readonly matches: (document: RawDocument) => boolean;
  readonly validator: RawDocument;
  /** A document that did not fulfil it before need not after an update (level `moderate`). */
  readonly lenient: boolean;
}

/** The check that options ask for; null = none (no validator, level `off`, action `warn`). */
export function toValidation({ validator, level, action }: ValidationOptions): Validation | null {
  if (!validator || level === 'off' || action === 'warn') return null;
  return { matches: compileFilter(validator.filter).matches, validator: validator.raw, lenient: level === 'moderate' };
}

/** Throws DocumentValidationFailure for a document that must not be written; `before` is what an update found. */
export function assertValid({ validation }: CollectionState, document: RawDocument, before?: RawDocument): void {
  if (!validation || validation.matches(document)) return;
  if (before && validation.lenient && !validation.matches(before)) return;
  const id = idOf(document);
  throw new MongoError('DocumentValidationFailure', 'Document failed validation', {
    errInfo: {
      failingDocumentId: id ? readValue(id.type, id.bytes, id.start) : null,
      details: describeMismatch(readDoc(validation.validator), document),
    },
  });
}
