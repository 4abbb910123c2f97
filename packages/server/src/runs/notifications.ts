import type { Notification } from '@formwright/client';
import { idOf, isId } from '../store/ids.ts';
import { actorId, type Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** The newest hundred messages to a person, and how many are unread. */
export async function listNotifications(
  services: Services,
  principal: Principal,
): Promise<{ notifications: Notification[]; unread: number }> {
  const { notifications } = services.store.models;
  const user = idOf(actorId(principal));
  const [rows, unread] = await Promise.all([
    notifications.find({ user }).sort({ _id: -1 }).limit(100).lean(),
    notifications.countDocuments({ user, read: false }),
  ]);
  return {
    notifications: rows.map(({ _id, at, text, read, link }) => ({ id: String(_id), at: at.toISOString(), text, read, link: linkOf(link) })),
    unread,
  };
}

/** Marks one's messages as read; all of them when none is named. */
export async function readNotifications(services: Services, principal: Principal, ids?: readonly string[]): Promise<void> {
  const user = idOf(actorId(principal));
  const known = ids?.filter((id) => isId(id)).map((id) => idOf(id));
  await services.store.models.notifications.updateMany(
    { user, read: false, ...(known ? { _id: { $in: known } } : {}) },
    { $set: { read: true } },
  );
}

type Link = Notification['link'];

function linkOf(link: { task: string } | { app: string; entity: string; record: string } | null): Link {
  if (link === null) return null;
  return 'task' in link ? { task: link.task } : { app: link.app, entity: link.entity, record: link.record };
}
