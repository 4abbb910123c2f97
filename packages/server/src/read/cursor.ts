import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@formwright/metadata';

/** Where a page ended: the sort values and id of its last record. */
export interface CursorPosition {
  values: (string | number | boolean | null)[];
  id: string;
}

/** What a cursor belongs to; it is refused for anything else. */
export interface CursorOwner {
  /** Organisation's secret. */
  secret: string;
  /** Everything that decides the order and extent of the list, and who asks. */
  query: unknown;
}

/** A position as a signed text for the next request. */
export function writeCursor(position: CursorPosition, owner: CursorOwner): string {
  const payload = Buffer.from(JSON.stringify([position.values, position.id])).toString('base64url');
  return `${payload}.${sign(payload, owner)}`;
}

/** The position that a cursor holds. Throws BAD_CURSOR when it was changed or belongs to another query. */
export function readCursor(cursor: string, owner: CursorOwner): CursorPosition {
  const [payload = '', signature = ''] = cursor.split('.');
  const given = Buffer.from(signature);
  const right = Buffer.from(sign(payload, owner));
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new AppError('BAD_CURSOR');
  const [values, id] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [CursorPosition['values'], string];
  return { values, id };
}

function sign(payload: string, { secret, query }: CursorOwner): string {
  const hash = createHash('sha256').update(JSON.stringify(query)).digest('base64url');
  return createHmac('sha256', secret).update(`${hash}.${payload}`).digest('base64url').slice(0, 22);
}
