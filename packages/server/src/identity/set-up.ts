import { randomBytes } from 'node:crypto';
import { AppError } from '@formwright/metadata';
import { newId } from '../store/ids.ts';
import type { UserDoc } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import { announce } from '../write/announce.ts';
import { isDuplicate } from './is-duplicate.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import type { Sessions } from './sessions.ts';
import { newUser } from './users.ts';

/** What the first run asks for. */
export interface SetUp {
  organisation: string;
  name: string;
  email: string;
  password: string;
  locale: 'zh-CN' | 'en';
  /** IANA name; default that of the language: Asia/Shanghai for Chinese, UTC otherwise. */
  timeZone?: string;
}

/** The first admin, and the session they go on in. */
export interface NewAdmin {
  user: UserDoc;
  token: string;
}

/** Makes the organisation and its first admin, once: of several at the same moment exactly one wins. Throws SETUP_DONE. */
export async function setUp(
  services: Services,
  sessions: Sessions,
  { receipt, ...input }: SetUp & { receipt?: Receipt<NewAdmin> },
): Promise<NewAdmin> {
  const { store } = services;
  if (await isSetUp(services)) throw new AppError('SETUP_DONE');
  checkPassword(input.password, input);
  const timeZone = checkTimeZone(input.timeZone ?? (input.locale === 'zh-CN' ? 'Asia/Shanghai' : 'UTC'));
  const at = new Date(services.now());
  const user: UserDoc = {
    ...newUser({ name: input.name, email: input.email, locale: input.locale, at }),
    _id: newId(),
    passwordHash: await hashPassword(input.password),
    mustChangePassword: false,
    admin: true,
  };
  const secret = randomBytes(32).toString('base64url');
  try {
    return await store.transaction(async (tx) => {
      const { session } = tx;
      const organisation = {
        _id: 'organisation' as const,
        name: input.organisation,
        locale: input.locale,
        timeZone,
        secret,
        createdAt: at,
      };
      await store.models.organisation.create([organisation], { session });
      await store.models.users.create([user], { session });
      const token = await sessions.open(user._id, tx);
      const event = { subject: 'organisation', kind: 'create', target: 'organisation', detail: { name: input.organisation } } as const;
      await announce(services, { kind: 'system', job: 'setup', origin: 'system:setup' }, { tx, events: [event] });
      await receipt?.(tx, { user, token });
      return { user, token };
    });
  } catch (error) {
    if (isDuplicate(error) || (await isSetUp(services))) throw new AppError('SETUP_DONE', { cause: error });
    throw error;
  }
}

/** Whether the first run is over. */
export async function isSetUp(services: Services): Promise<boolean> {
  return (await services.store.models.organisation.exists({ _id: 'organisation' })) !== null;
}

function checkTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch (cause) {
    throw new AppError('INVALID', { cause, details: [{ path: '/timeZone', code: 'NOT_AN_OPTION' }] });
  }
}
