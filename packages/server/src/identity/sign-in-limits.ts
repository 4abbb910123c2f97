import { createHash } from 'node:crypto';
import { AppError } from '@formwright/metadata';
import type { Services } from '../store/services.ts';

const windowMs = 15 * 60 * 1000;
/** Wrong passwords in 15 minutes after which an account waits. */
export const accountLimit = 10;
/** Wrong passwords in 15 minutes after which an address waits. */
export const addressLimit = 100;

/** Whose failures are counted. */
export interface Attempt {
  /** Folded e-mail as typed, whether or not there is such an account. */
  email: string;
  /** Address of the caller. */
  address: string;
}

/** Refuses an attempt while its account or address has failed too often, on whichever server. Throws TOO_MANY_SIGN_INS. */
export async function checkSignIn(services: Services, attempt: Attempt): Promise<void> {
  const now = services.now();
  const rows = await services.store.models.signInFailures.find({ _id: { $in: counters(attempt).map((counter) => counter.id) } }).lean();
  const limits = new Map(counters(attempt).map((counter) => [counter.id, counter.limit]));
  const blocked = rows.filter((row) => row.until.getTime() > now && row.count >= (limits.get(row._id) ?? Number.POSITIVE_INFINITY));
  const until = Math.max(0, ...blocked.map((row) => row.until.getTime()));
  if (until > 0) throw new AppError('TOO_MANY_SIGN_INS', { params: { seconds: Math.ceil((until - now) / 1000) } });
}

/** Counts a wrong password. */
export async function noteFailure(services: Services, attempt: Attempt): Promise<void> {
  const { signInFailures } = services.store.models;
  const now = new Date(services.now());
  const until = new Date(services.now() + windowMs);
  for (const { id } of counters(attempt)) {
    await signInFailures.deleteOne({ _id: id, until: { $lte: now } });
    await signInFailures.updateOne({ _id: id }, { $inc: { count: 1 }, $set: { until } }, { upsert: true });
  }
}

/** Forgets an account's failures after a right password. */
export async function forgetFailures(services: Services, attempt: Attempt): Promise<void> {
  const [account] = counters(attempt);
  if (account) await services.store.models.signInFailures.deleteOne({ _id: account.id });
}

function counters(attempt: Attempt): { id: string; limit: number }[] {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return [
    { id: `account:${digest(attempt.email)}`, limit: accountLimit },
    { id: `address:${digest(attempt.address)}`, limit: addressLimit },
  ];
}
