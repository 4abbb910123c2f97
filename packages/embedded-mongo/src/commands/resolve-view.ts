import type { Engine, Namespace } from '../engine/types.ts';
import { MongoError } from '../errors.ts';

/** At most so many views are gone through, as in MongoDB. */
const mostViews = 20;

/** What a namespace stands for: a collection, and the pipeline of the views above it. */
export type Resolved = { readonly namespace: Namespace; readonly stages: readonly Uint8Array[]; readonly isView: boolean };

/** Follows views down to the collection that they show. Throws ViewDepthLimitExceeded. */
export function resolveView(engine: Engine, namespace: Namespace): Resolved {
  let below = namespace;
  let stages: readonly Uint8Array[] = [];
  let depth = 0;
  for (let view = engine.view(below); view; view = engine.view(below)) {
    assertDepth(++depth);
    stages = [...view.pipeline, ...stages];
    below = { db: namespace.db, coll: view.on };
  }
  return { namespace: below, stages, isView: depth > 0 };
}

/** Throws ViewDepthLimitExceeded. */
export function assertDepth(depth: number): void {
  if (depth <= mostViews) return;
  throw new MongoError('ViewDepthLimitExceeded', `View depth limit exceeded; maximum depth is ${mostViews}`);
}

/** Throws CommandNotSupportedOnView for a view. */
export function refuseView(engine: Engine, { db, coll }: Namespace, message = `Namespace ${db}.${coll} is a view, not a collection`): void {
  if (engine.view({ db, coll })) throw new MongoError('CommandNotSupportedOnView', message);
}
