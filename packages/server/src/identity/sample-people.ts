import type { SamplePerson } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { emailKey } from './email.ts';
import { createUser, updateUser } from './users.ts';

/** Makes members of the sample people of a template. One who is there and never signed in gets a new one-time password; anybody else is left alone. */
export function samplePeople(
  services: Services,
  principal: Principal,
): (person: SamplePerson, manager: string | undefined) => Promise<{ id: string; oneTimePassword?: string }> {
  return async ({ name, email, department }, manager) => {
    const known = await services.store.models.users.findOne({ emailKey: emailKey(email) }).lean();
    if (known && !known.mustChangePassword) return { id: String(known._id) };
    const made = known
      ? await updateUser(services, principal, { id: String(known._id), edit: { resetPassword: true } })
      : await createUser(services, principal, {
          name,
          email,
          ...(department === undefined ? {} : { department }),
          ...(manager === undefined ? {} : { manager }),
        });
    return { id: String(made.user._id), ...(made.oneTimePassword === undefined ? {} : { oneTimePassword: made.oneTimePassword }) };
  };
}
