import type { Batch } from '@formwright/client';
import { AppError, type Locale, type Problem, toErrorBody } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import type { EntityRef, Intent, WriteResult } from '../write/intent.ts';
import { write } from '../write/write.ts';
import type { Keep } from './idempotency.ts';

const mostRows = 1000;

interface BatchCall {
  address: EntityRef;
  batch: Batch;
  locale: Locale;
  keep: Keep;
}

/** One row of a batch and where it stood in the request. */
interface Row {
  path: string;
  intent: Intent;
}

type Outcome =
  | { id: string; version: number; did: 'created' | 'updated' | 'unchanged' | 'deleted' }
  | { error: { code: string; message: string; details: { path: string; code: string; message: string }[] } };

/** Writes up to 1,000 rows in the order create, update, upsert, delete; each answers for itself, or all together when atomic. */
export async function writeBatch(services: Services, principal: Principal, call: BatchCall): Promise<{ results: Outcome[] }> {
  const rows = rowsOf(call.address, call.batch);
  if (rows.length > mostRows) throw new AppError('INVALID', { details: [{ path: '', code: 'TOO_MANY', params: { limit: mostRows } }] });
  const atomic = call.batch.atomic ?? false;
  const answer = (results: readonly WriteResult[]) => ({ results: results.map((result) => outcome(result, call.locale)) });
  const receipt: Receipt<readonly WriteResult[]> = async (tx, results) => call.keep?.(tx, answer(results));
  const results = await write(services, principal, { intents: rows.map((row) => row.intent), atomic, receipt });
  if (atomic && results.some((result) => !result.ok)) throw refusal(rows, results);
  return answer(results);
}

function rowsOf(address: EntityRef, batch: Batch): Row[] {
  const { create = [], update = [], upsert, delete: remove = [] } = batch;
  return [
    ...create.map((values, index): Row => ({ path: `/create/${index}`, intent: { ...address, do: 'create', values } })),
    ...update.map((values, index): Row => ({ path: `/update/${index}`, intent: updateIntent(address, values) })),
    ...(upsert?.records ?? []).map(
      (values, index): Row => ({ path: `/upsert/records/${index}`, intent: { ...address, do: 'upsert', by: upsert?.by ?? '', values } }),
    ),
    ...remove.map((id, index): Row => ({ path: `/delete/${index}`, intent: { ...address, do: 'delete', id } })),
  ];
}

function updateIntent(address: EntityRef, { id, version, ...values }: NonNullable<Batch['update']>[number]): Intent {
  return { ...address, do: 'update', id, values, ...(typeof version === 'number' ? { version } : {}) };
}

/** Names the rows that are wrong; the others only went with them. */
function refusal(rows: readonly Row[], results: readonly WriteResult[]): AppError {
  const wrong = results.flatMap((result, index) =>
    result.ok || result.error.code === 'BATCH_INVALID' ? [] : [{ error: result.error, path: rows[index]?.path ?? '' }],
  );
  const details = wrong.flatMap(({ error, path }): Problem[] => {
    if (error.details.length === 0) return [{ path, code: 'OTHER', params: { message: error.message } }];
    return error.details.map((problem) => ({ ...problem, path: path + problem.path }));
  });
  return new AppError('BATCH_INVALID', { details: details.slice(0, 1000), params: { count: wrong.length } });
}

function outcome(result: WriteResult, locale: Locale): Outcome {
  if (!result.ok) {
    const { code, message, details } = toErrorBody(result.error, locale, '').error;
    return { error: { code, message, details } };
  }
  const { id, version, did } = result;
  return { id, version, did: did === 'restored' ? 'updated' : did };
}
