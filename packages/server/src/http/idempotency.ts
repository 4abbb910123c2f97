import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '@formwright/metadata';
import { isDuplicate } from '../identity/is-duplicate.ts';
import type { IdempotencyRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';

/** One call that may be repeated. */
export interface Repeatable {
  /** Who calls: the same key of another caller is another key. */
  caller: string;
  /** The Idempotency-Key header. */
  key: string;
  /** Method, path and body, to tell a repeat from a mistake. */
  request: string;
}

/** Keeps the answer in the transaction that does what it tells; undefined where nobody will ask again. */
export type Keep = ((tx: Tx, answer: unknown) => Promise<void>) | undefined;

/** An answer worked out inside the transaction whose outcome it tells, so that what is kept is what is answered. */
export interface AnswerWithin<Outcome, Answer> {
  receipt: Receipt<Outcome>;
  /** The answer of the attempt that was committed. */
  answer: () => Answer;
}

/** Has an outcome told by its transaction, and the answer kept there where somebody may ask again. */
export function answerWithin<Outcome, Answer>(
  keep: Keep,
  toAnswer: (outcome: Outcome, tx: Tx) => Answer | Promise<Answer>,
): AnswerWithin<Outcome, Answer> {
  let last: { answer: Answer } | undefined;
  return {
    receipt: async (tx, outcome) => {
      last = { answer: await toAnswer(outcome, tx) };
      await keep?.(tx, last.answer);
    },
    answer: () => {
      if (!last) throw new Error('the transaction told nothing');
      return last.answer;
    },
  };
}

/** How long a call of a process that died holds its key, in ms. */
const leaseMs = 15_000;

/**
 * Does the work once per caller and key, and answers a repeat with what the first call answered. Work that keeps its answer in
 * its own transaction is done once even if the process dies right after it; a call that lost its key commits nothing.
 * Throws IDEMPOTENCY_REUSED for another request under the same key, IDEMPOTENCY_RUNNING while the first is under way.
 */
export async function once(services: Services, call: Repeatable, work: (keep: Keep) => Promise<unknown>): Promise<unknown> {
  const { idempotency } = services.store.models;
  if (call.key.length > 200) throw new AppError('BAD_REQUEST');
  const mine = { _id: digest('id', call.caller, call.key), state: 'running', holder: randomUUID() } as const;
  const kept = await claim(services, { ...mine, request: fingerprint(call) });
  if (kept !== undefined) return JSON.parse(open(kept, call));
  const done = (answer: unknown) => ({ $set: { state: 'done' as const, body: seal(JSON.stringify(answer ?? null), call) } });
  const living = setInterval(
    () => void idempotency.updateOne(mine, { $set: { at: new Date(services.now()) } }).catch(() => undefined),
    leaseMs / 3,
  );
  try {
    const answer = await work(async (tx, outcome) => {
      const { matchedCount } = await idempotency.updateOne(mine, done(outcome), { session: tx.session });
      if (matchedCount !== 1) throw new AppError('LOST_RACE');
    });
    await idempotency.updateOne(mine, done(answer));
    return answer;
  } catch (error) {
    await idempotency.deleteOne(mine);
    throw error;
  } finally {
    clearInterval(living);
  }
}

/** Takes the key, or answers what was kept under it. */
async function claim(
  services: Services,
  wanted: Pick<IdempotencyRow, '_id' | 'request' | 'state' | 'holder'>,
): Promise<string | undefined> {
  const { idempotency } = services.store.models;
  const at = new Date(services.now());
  try {
    await idempotency.create([{ ...wanted, status: 0, body: '', at }]);
    return undefined;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const known = await idempotency.findById(wanted._id).lean();
  if (!known) return claim(services, wanted);
  if (known.request !== wanted.request) throw new AppError('IDEMPOTENCY_REUSED');
  if (known.state === 'done') return known.body;
  const left = { _id: wanted._id, state: 'running' as const, holder: known.holder, at: { $lt: new Date(services.now() - leaseMs) } };
  if ((await idempotency.updateOne(left, { $set: { at, holder: wanted.holder } })).modifiedCount === 1) return undefined;
  throw new AppError('IDEMPOTENCY_RUNNING');
}

/** Tells requests apart. It takes the key to try out what stood in one: a body may hold a password. */
function fingerprint(call: Repeatable): string {
  return createHmac('sha256', secretOf(call)).update(call.request).digest('hex');
}

// An answer may hold a one-time secret: only who knows the key can read it, the database alone does not tell.
function seal(text: string, call: Repeatable): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretOf(call), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

function open(kept: string, call: Repeatable): string {
  const bytes = Buffer.from(kept, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', secretOf(call), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

function secretOf(call: Repeatable): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(['seal', call.caller, call.key]))
    .digest();
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
