import { explainDocuments, explainPlan, isCountedByKeys } from '../planner/explain.ts';
import type { EngineParts } from './parts.ts';
import { planQuery } from './query.ts';
import { ReadCursor } from './read-cursor.ts';
import { createReads } from './reads.ts';
import type { Engine, Namespace, PlanExplanation, ReadSpec } from './types.ts';

/** The engine's explain. */
export function createExplain(parts: EngineParts): Pick<Engine, 'explain'> {
  return {
    explain: async (namespace, spec, { run, count = false }) => {
      const collection = parts.catalog.find(namespace);
      if (!collection) return { winningPlan: { stage: 'EOF' }, rejectedPlans: [], ...(run ? { execution: nothingRun } : {}) };
      const asked = count ? { ...spec, sort: [] } : spec;
      const { chosen } = planQuery(collection, asked, { view: parts.file.latest });
      const { sort = [], skip = 0, limit = Number.POSITIVE_INFINITY } = asked;
      return {
        winningPlan: explainPlan(chosen, { sort, skip, limit, memory: parts.sortMemoryBytes, count }),
        rejectedPlans: chosen.rejected.map(explainDocuments),
        ...(run
          ? { execution: await execute(parts, { namespace, spec: asked, count, keysOnly: count && isCountedByKeys(chosen.plan) }) }
          : {}),
      };
    },
  };
}

type Execution = NonNullable<PlanExplanation['execution']>;

const nothingRun: Execution = { nReturned: 0, executionTimeMillis: 0, totalKeysExamined: 0, totalDocsExamined: 0 };

async function execute(
  parts: EngineParts,
  { namespace, spec, count, keysOnly }: { namespace: Namespace; spec: ReadSpec; count: boolean; keysOnly: boolean },
): Promise<Execution> {
  const collection = parts.catalog.find(namespace);
  if (!collection) return nothingRun;
  const start = performance.now();
  if (keysOnly) {
    const counted = await createReads(parts).count(namespace, spec);
    return { nReturned: 0, executionTimeMillis: Math.round(performance.now() - start), totalKeysExamined: counted, totalDocsExamined: 0 };
  }
  const cursor = new ReadCursor(parts, { collection, spec, context: {} });
  let nReturned = 0;
  for (let done = false; !done; ) {
    const batch = await cursor.next({});
    nReturned += batch.documents.length;
    done = batch.done;
  }
  const { keys, documents } = cursor.examined;
  return {
    nReturned: count ? 0 : nReturned,
    executionTimeMillis: Math.round(performance.now() - start),
    totalKeysExamined: keys,
    totalDocsExamined: documents,
  };
}
