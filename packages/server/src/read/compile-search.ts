import type { Entity } from '@formwright/metadata';
import type { Condition } from '../store/condition.ts';
import { isSearched } from '../store/derived-parts.ts';
import { searchProbes, searchWords } from '../store/search-text.ts';
import { conjunction, disjunction, literalPattern } from './compile-filter.ts';

/**
 * Quick search: every word must stand in one of the fields that may be asked. Tokens find the candidates by their index,
 * the stored text verifies them. A text without any word finds everything.
 */
export function compileSearch(search: string, entity: Entity, askable: ReadonlySet<string>): Condition {
  const fields = entity.ownFields.filter((field) => isSearched(field, entity) && askable.has(field.key));
  return conjunction(searchWords(search).map((word) => disjunction(fields.flatMap((field) => inField(field.key, word)))));
}

function inField(field: string, word: string): Condition[] {
  return searchProbes(field, word).map(({ tokens, part }) => ({ t: { $all: tokens }, [`q.${field}`]: { $regex: literalPattern(part) } }));
}
