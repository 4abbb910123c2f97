import type { Filter } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { applyTarget } from './apply-target.ts';
import type { ArrayFilters } from './array-filters.ts';
import { isIdentical } from './identical.ts';
import { checkId } from './immutable-id.ts';
import type { LeafContext } from './leaf.ts';
import type { Target } from './parse-operators.ts';
import { resolveTargets } from './resolve-targets.ts';
import type { Update, UpdateContext } from './types.ts';
import { documentFromFilter, refuseArrayId, withId } from './upsert-document.ts';

/** An update by operators. */
export function operatorUpdate(targets: readonly Target[], filters: ArrayFilters): Update {
  return {
    kind: 'operators',
    apply: (raw, context) => {
      const doc = readDoc(raw);
      const id = doc.get('_id');
      const changed = change(doc, { targets, filters, context, inserting: false, position: () => context.filter?.position(raw) });
      if (!changed) return null;
      checkId(id, doc);
      return writeDoc(doc);
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

/** Applies the targets in place; answers whether one of them counts as a change. */
function change(doc: Doc, { targets, filters, context, inserting, position }: Change): boolean {
  let changed = false;
  const id = doc.get('_id');
  const identity = identityOf(id);
  for (const target of resolveTargets(doc, targets, { filters, position })) {
    if (target.refusal) throw target.refusal;
    if (target.leaf.onInsert && !inserting) continue;
    const leafContext: LeafContext = { now: context.now, inserting, path: target.steps.join('.'), identity };
    if (applyTarget(doc, target, leafContext)) changed = true;
    if (target.steps[0] !== '_id') continue;
    if (inserting && target.leaf.gathers && !isIdentical(doc.get('_id'), [])) refuseArrayId(doc);
    if (id !== undefined) checkId(id, doc);
  }
  return changed;
}

function identityOf(id: Value): () => string {
  return () => (id === undefined ? '{no id}' : `{_id: ${showValue(id)}}`);
}
