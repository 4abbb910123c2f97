import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Intent, WriteOptions, WriteResult } from './intent.ts';

/** A request to write. */
export interface WriteRequest extends WriteOptions {
  intents: readonly Intent[];
}

/**
 * The one write road: authorises, fills, validates and commits, with history, in one transaction.
 * Answers one result per intent, in order; a refused one tells every problem with its path.
 * Throws only what concerns no single intent: DATABASE_UNAVAILABLE, or, inside a `tx`, the conflict for its owner to retry.
 */
export function write(_services: Services, _principal: Principal, _request: WriteRequest): Promise<WriteResult[]> {
  throw new Error('not yet: write');
}

/** Writes one record; throws the AppError that refuses it. */
export async function writeOne(
  services: Services,
  principal: Principal,
  request: WriteOptions & { intent: Intent },
): Promise<Extract<WriteResult, { ok: true }>> {
  const [result] = await write(services, principal, { ...request, intents: [request.intent] });
  if (result === undefined) throw new Error('write answered nothing');
  if (!result.ok) throw result.error;
  return result;
}
