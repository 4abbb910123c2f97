import type { Client, Organisation, SessionUser } from '@formwright/client';
import { AppError } from '@formwright/metadata';

/** Where this browser stands: nothing set up, nobody signed in, a one-time password to change, or at work. */
export type SessionState =
  | { state: 'setup' }
  | { state: 'signedOut' }
  | { state: 'mustChangePassword'; user: SessionUser }
  | { state: 'in'; user: SessionUser; organisation: Organisation };

/** Asks the server where this browser stands. */
export async function readSession(api: Client): Promise<SessionState> {
  try {
    const { user, organisation } = await api.call('session');
    return user.mustChangePassword ? { state: 'mustChangePassword', user } : { state: 'in', user, organisation };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    if (error.code === 'SETUP_NEEDED') return { state: 'setup' };
    const { needed } = await api.call('setupState');
    return needed ? { state: 'setup' } : { state: 'signedOut' };
  }
}
