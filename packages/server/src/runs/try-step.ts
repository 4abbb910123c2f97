import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { NodeFailed } from './take-step.ts';

/**
 * Commits a step as one transaction. Where a write of the step fails, the transaction is begun again with that failure known:
 * the decision is kept, the node is parked, nothing half-done stays.
 */
export async function tryStep<T>(services: Services, work: (tx: Tx, failures: Map<string, string>) => Promise<T>): Promise<T> {
  const failures = new Map<string, string>();
  for (;;) {
    try {
      return await services.store.transaction((tx) => work(tx, failures));
    } catch (error) {
      // Each round knows one failure more, and a workflow has finitely many nodes.
      if (!(error instanceof NodeFailed)) throw error;
    }
  }
}
