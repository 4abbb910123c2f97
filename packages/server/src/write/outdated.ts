import { AppError } from '@formwright/metadata';
import { idOf } from '../store/ids.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { type PlannedIntent, planIntent } from './plan.ts';

/** A write was planned by documents that another publication has replaced. */
export class Outdated extends Error {}

/**
 * Looks, inside the transaction, whether the documents by which the writes were planned are still the published ones: another
 * server may have published a moment ago. Throws Outdated. Whoever committed before the switch is met by `deriveLate`.
 */
export async function refuseOutdated(services: Services, tx: Tx, plans: readonly PlannedIntent[]): Promise<void> {
  const versions = new Map(plans.map(({ target: { app } }) => [app.id, app.version]));
  if (versions.size === 0) return;
  const { collection } = services.store.models.apps;
  const ids = [...versions.keys()].map(idOf);
  const rows = await collection.find({ _id: { $in: ids } }, { session: tx.session, projection: { version: 1 } }).toArray();
  if (rows.some(({ _id, version }) => versions.get(String(_id)) !== version)) throw new Outdated();
}

/** The same wishes, planned by the documents that are published now. */
export function planAnew(services: Services, plans: readonly (PlannedIntent | AppError)[]): (PlannedIntent | AppError)[] {
  return plans.map((plan) => {
    if (plan instanceof AppError) return plan;
    const { intent, principal, comment, newId, at } = plan;
    try {
      return { ...planIntent(services, principal, { intent, ...(comment === undefined ? {} : { comment }) }), newId, at };
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
  });
}
