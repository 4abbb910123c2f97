import { allows } from '@formwright/access';
import { AppError } from '@formwright/metadata';
import { idOf, isId, newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import { toData } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import { announce } from './announce.ts';
import { authorship } from './author.ts';

/** What somebody said about a record. */
export interface CommentView {
  id: string;
  at: string;
  by: { id: string; name: string };
  text: string;
}

/** Adds to the talk about a record; needs the right `comment` on it. Throws NOT_FOUND, FORBIDDEN, INVALID. */
export async function addComment(
  services: Services,
  principal: Principal,
  request: { app: string; entity: string; id: string; text: string; receipt?: Receipt<CommentView> },
): Promise<CommentView> {
  const text = request.text.trim();
  const target = services.catalogue.entity(request.app, request.entity);
  const access = services.catalogue.access(principal, target);
  if (!isId(request.id)) throw new AppError('NOT_FOUND');
  const row = {
    _id: newId(),
    entity: target.id,
    record: request.id,
    at: new Date(services.now()),
    by: authorship(principal).by,
    text,
  };
  const view = { id: row._id.toString(), at: row.at.toISOString(), by: row.by, text };
  await services.store.transaction(async (tx) => {
    const touch = { $set: { touched: newId() } };
    const record = await target.records.collection.findOneAndUpdate({ _id: idOf(request.id) }, touch, {
      session: tx.session,
    });
    const data = record ? toData(record as unknown as StoredRecord) : undefined;
    if (!data || !allows(access, 'read', data)) throw new AppError('NOT_FOUND');
    if (!allows(access, 'comment', data)) throw new AppError('FORBIDDEN');
    if (text === '') throw new AppError('INVALID', { details: [{ path: '/text', code: 'REQUIRED' }] });
    await services.store.models.comments.create([row], { session: tx.session });
    const detail = { entity: target.id, record: request.id };
    await announce(services, principal, { tx, events: [{ subject: 'comment', kind: 'create', target: row._id.toString(), detail }] });
    await request.receipt?.(tx, view);
  });
  return view;
}
