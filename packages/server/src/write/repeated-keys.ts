import { AppError, isEmptyValue } from '@formwright/metadata';
import { upsertField, upsertValue } from './load.ts';
import type { PlannedIntent } from './plan.ts';

/** Upserts whose key an earlier one of the same request has: which of them would win is not for us to guess. Rows count from 1. */
export function repeatedKeys(plans: readonly (PlannedIntent | AppError)[]): Map<number, AppError> {
  const seen = new Map<string, number>();
  const repeated = new Map<number, AppError>();
  plans.forEach((plan, index) => {
    if (plan instanceof AppError || plan.intent.do !== 'upsert') return;
    const value = upsertValue(plan);
    if (isEmptyValue(value)) return;
    const key = JSON.stringify([plan.target.id, upsertField(plan), value]);
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, index);
    else {
      const field = plan.target.entity.fields.get(upsertField(plan))?.title ?? upsertField(plan);
      repeated.set(index, new AppError('KEY_REPEATED', { params: { field, value: String(value), row: earlier + 1 } }));
    }
  });
  return repeated;
}
