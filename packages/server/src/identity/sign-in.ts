import { AppError } from '@formwright/metadata';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { emailKey } from './email.ts';
import { verifyPassword } from './passwords.ts';
import { createQueue } from './queue.ts';
import type { Sessions } from './sessions.ts';
import { checkSignIn, forgetFailures, noteFailure } from './sign-in-limits.ts';

/** What signing in takes. */
export interface SignIn {
  email: string;
  password: string;
  /** Address of the caller. */
  address: string;
}

/**
 * Signs somebody in. The same answer, after the same time, for a wrong password and an unknown or suspended account.
 * Throws BAD_CREDENTIALS, or TOO_MANY_SIGN_INS after too many failures.
 */
export type SignInWith = (input: SignIn) => Promise<{ user: UserDoc; token: string }>;

/** Sign-in over the members of an install. */
export function createSignIn(services: Services, sessions: Sessions): SignInWith {
  const oneAtATime = createQueue();
  return async ({ email, password, address }) => {
    const attempt = { email: emailKey(email), address };
    const user = await oneAtATime(attempt.email, async () => {
      await checkSignIn(services, attempt);
      const found = await services.store.models.users.findOne({ emailKey: attempt.email }).lean();
      const fits = await verifyPassword(found?.passwordHash, password);
      if (found && fits && found.active) return found;
      await noteFailure(services, attempt);
      throw new AppError('BAD_CREDENTIALS');
    });
    await forgetFailures(services, attempt);
    return { user, token: await sessions.open(user._id) };
  };
}
