import type { Filter } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { applyTarget } from './apply-target.ts';
import type { ArrayFilters } from './array-filters.ts';
import { checkId, sameBytes } from './immutable-id.ts';
import type { LeafContext } from './leaf.ts';
import type { Target } from './parse-operators.ts';
import { resolveTargets } from './resolve-targets.ts';
import type { Update, UpdateContext } from './types.ts';
import { documentFromFilter, withId } from './upsert-document.ts';

/** An update by operators. */
export function operatorUpdate(targets: readonly Target[], filters: ArrayFilters): Update {
  return {
    kind: 'operators',
    apply: (raw, context) => {
      const doc = readDoc(raw);
      const id = doc.get('_id');
      change(doc, { targets, filters, context, inserting: false, position: () => context.filter?.position(raw) });
      const result = writeDoc(doc);
      if (sameBytes(raw, result)) return null;
      checkId(id, doc);
      return result;
    },
    upsert: (filter: Filter, context) => {
      const doc = documentFromFilter(filter);
      const id = doc.get('_id');
      change(doc, { targets, filters, context, inserting: true, position: () => undefined });
      if (id !== undefined) checkId(id, doc);
      return writeDoc(withId(doc));
    },
  };
}

type Change = {
  readonly targets: readonly Target[];
  readonly filters: ArrayFilters;
  readonly context: UpdateContext;
  readonly inserting: boolean;
  readonly position: () => number | undefined;
};

function change(doc: Doc, { targets, filters, context, inserting, position }: Change): void {
  const id = doc.get('_id');
  const identity = identityOf(id);
  for (const target of resolveTargets(doc, targets, { filters, position })) {
    if (target.refusal) throw target.refusal;
    if (target.leaf.onInsert && !inserting) continue;
    const leafContext: LeafContext = { now: context.now, inserting, path: target.steps.join('.'), identity };
    applyTarget(doc, target, leafContext);
    if (id !== undefined && target.steps[0] === '_id') checkId(id, doc);
  }
}

function identityOf(id: Value): () => string {
  return () => (id === undefined ? '{no id}' : `{_id: ${showValue(id)}}`);
}
