import { AppError } from '@formwright/metadata';
import { changeOwnAccount, signOut } from '../../identity/own-account.ts';
import { organisationView, sessionUser } from '../../identity/session-user.ts';
import { isSetUp, type NewAdmin, setUp } from '../../identity/set-up.ts';
import type { Handlers } from '../call.ts';
import { answerWithin } from '../idempotency.ts';
import type { HttpParts } from '../parts.ts';
import { clearSessionCookie } from '../session-cookie.ts';

type Account = Pick<Handlers, 'live' | 'ready' | 'setupState' | 'setup' | 'signIn' | 'session' | 'signOut' | 'changePassword'>;

/** Probes, first run, sign-in and one's own account. */
export function accountHandlers(parts: HttpParts): Account {
  const { services, sessions, signIn } = parts;
  return {
    live: async () => ({ status: 'ok' }),
    ready: async () => ({ status: 'ok', setup: !(await isSetUp(services)) }),
    setupState: async () => ({ needed: !(await isSetUp(services)) }),
    setup: async ({ body, keep }) => {
      const told = answerWithin(keep, async ({ user, token }: NewAdmin) => ({ user: await sessionUser(services, user), token }));
      await setUp(services, sessions, { ...body, receipt: told.receipt });
      await services.refreshOrganisation();
      return told.answer();
    },
    signIn: async ({ body, address }) => {
      const { user, token } = await signIn({ ...body, address });
      return { user: await sessionUser(services, user), token };
    },
    session: async ({ me }) => {
      const organisation = await services.store.models.organisation.findById('organisation').lean();
      if (!organisation) throw new AppError('SETUP_NEEDED');
      return { user: await sessionUser(services, me.user), organisation: organisationView(organisation) };
    },
    signOut: async ({ me, principal, request, response }) => {
      await signOut(services, principal, me);
      sessions.forget();
      clearSessionCookie(request, response);
      return {};
    },
    changePassword: async ({ me, principal, body, address }) => {
      const user = await changeOwnAccount(services, principal, { me, edit: body, address });
      sessions.forget();
      return { user: await sessionUser(services, user) };
    },
  };
}
