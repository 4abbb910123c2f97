import { AppError } from '@formwright/metadata';
import mongoose, { type Types } from 'mongoose';

/** Id of a row. */
export type RowId = Types.ObjectId;

/** An id nobody has. */
export function newId(): RowId {
  return new mongoose.Types.ObjectId();
}

/** Whether a text is an id: 24 hexadecimal digits. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text);
}

/** The id a text names. Throws NOT_FOUND for a text that names none: nothing can be there. */
export function idOf(text: string): RowId {
  if (!isId(text)) throw new AppError('NOT_FOUND');
  return new mongoose.Types.ObjectId(text);
}
