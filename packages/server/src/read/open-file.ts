import type { Readable } from 'node:stream';
import type { FileInfo } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { idOf, isId } from '../store/ids.ts';
import { actorId, type Principal } from '../store/principal.ts';
import type { FileRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { look } from './get.ts';

/** A file as its reader may have it: under the rights of the record and field that hold it, or one's own upload. Throws NOT_FOUND. */
export async function openFile(services: Services, principal: Principal, id: string): Promise<{ info: FileInfo; content: Readable }> {
  if (!isId(id)) throw new AppError('NOT_FOUND');
  const row = await services.store.models.files.findById(id).lean<FileRow>();
  if (!row || !(await mayRead(services, principal, row))) throw new AppError('NOT_FOUND');
  const info = { id, name: row.name, size: row.size, type: row.type };
  return { info, content: services.store.bytes.openDownloadStream(idOf(id)) };
}

async function mayRead(services: Services, principal: Principal, { _id, claim, uploadedBy }: FileRow): Promise<boolean> {
  if (!claim) return uploadedBy === actorId(principal);
  const target = services.catalogue.entityById(claim.entity);
  if (!target) return false;
  const address = { app: target.app.key, entity: target.key, id: claim.record };
  const { stored, fields } = await look(services, principal, address);
  const value = Object.hasOwn(stored.f, claim.field) ? stored.f[claim.field] : undefined;
  return fields.has(claim.field) && Array.isArray(value) && value.includes(_id.toString());
}
