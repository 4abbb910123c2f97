import { compileFilter } from '../query/compile-filter.ts';
import { compileSort } from '../query/sort.ts';
import { MemoryBound, sortTooLarge } from './memory.ts';
import type { Batches, Lead } from './types.ts';

const memoryLimit = 100 * 1024 * 1024;

/** Does to any documents what the storage does for the first steps of a pipeline. */
export async function* applyLead(source: Batches, lead: Lead): Batches {
  const { matches } = compileFilter(lead.filter);
  let toSkip = lead.skip;
  let left = lead.limit;
  for await (const batch of lead.sort.length > 0 ? sorted(source, lead, matches) : source) {
    const taken: Uint8Array[] = [];
    for (const document of batch) {
      if (left <= 0) break;
      if (lead.sort.length === 0 && !matches(document)) continue;
      if (toSkip-- > 0) continue;
      taken.push(document);
      left--;
    }
    if (taken.length > 0) yield taken;
    if (left <= 0) return;
  }
}

async function* sorted(source: Batches, { sort }: Lead, matches: (document: Uint8Array) => boolean): Batches {
  const bound = new MemoryBound(memoryLimit, () => sortTooLarge(memoryLimit));
  const { keyOf, compare } = compileSort(sort);
  const kept: { readonly key: ReturnType<typeof keyOf>; readonly document: Uint8Array }[] = [];
  for await (const batch of source) {
    for (const document of batch) {
      if (!matches(document)) continue;
      bound.hold(document.length);
      kept.push({ key: keyOf(document), document: document.slice() });
    }
  }
  yield kept.sort((a, b) => compare(a.key, b.key)).map(({ document }) => document);
}
