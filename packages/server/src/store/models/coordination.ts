import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/** Next number of a serial field in one period. */
export interface CounterRow {
  /** `<entity id>:<field>:<period>`. */
  _id: string;
  /** The last number that was drawn. */
  last: number;
}
/** An answer kept for a repeated request. */
export interface IdempotencyRow {
  /** SHA-256 over principal and key, as hex. */
  _id: string;
  /** HMAC-SHA-256 over method, path and body with a secret out of the caller's key, as hex. */
  request: string;
  state: 'running' | 'done';
  /** Which call holds it while it runs. */
  holder: string;
  status: number;
  /** Body of the answer as JSON text, sealed. */
  body: string;
  /** When it was taken, or its call last showed that it lives. */
  at: Date;
}
/** Wrong passwords of one account or from one address. */
export interface SignInFailureRow {
  /** `account:` or `address:` and a SHA-256 as hex. */
  _id: string;
  count: number;
  /** The count is forgotten then. */
  until: Date;
}
/** Who may do a job, until when. */
export interface LeaseRow {
  _id: string;
  owner: string;
  until: Date;
  /** Grows with each new owner. */
  fence: number;
}
/** How far a follower of the change log has come. */
export interface PositionRow {
  _id: string;
  seq: number;
  /** Hash of that change; kept by the sequencer. */
  hash: string;
}
/** A record in the recycle bin: the whole record as it was stored. */
export interface BinRow {
  /** Id of the record. */
  _id: Types.ObjectId;
  /** Internal id of the entity. */
  entity: string;
  record: unknown;
  at: Date;
}
/** What is known of a stored file; its bytes are in GridFS under the same id. */
export interface FileRow {
  _id: Types.ObjectId;
  name: string;
  size: number;
  type: string;
  /** Id of the person or link that uploaded it. */
  uploadedBy: string;
  at: Date;
  /** Record that holds it; null until a write claims it. */
  claim: { entity: string; record: string; field: string } | null;
}
/** What somebody said about a record. */
export interface CommentRow {
  _id: Types.ObjectId;
  entity: string;
  record: string;
  at: Date;
  by: { id: string; name: string };
  text: string;
}

const person = Schema.Types.Mixed;

/** Schema of counters. */
export const counterSchema = stored<CounterRow>({ _id: String, last: Number });
/** Schema of kept answers. */
export const idempotencySchema = stored<IdempotencyRow>(
  { _id: String, request: String, state: String, holder: String, status: Number, body: String, at: Date },
  [[{ at: 1 }]],
);
/** Schema of wrong passwords. */
export const signInFailureSchema = stored<SignInFailureRow>({ _id: String, count: Number, until: Date }, [[{ until: 1 }]]);
/** Schema of leases. */
export const leaseSchema = stored<LeaseRow>({ _id: String, owner: String, until: Date, fence: Number });
/** Schema of positions. */
export const positionSchema = stored<PositionRow>({ _id: String, seq: Number, hash: String });
/** Schema of the recycle bin. */
export const binSchema = stored<BinRow>({ entity: String, record: Schema.Types.Mixed, at: Date }, [[{ entity: 1, at: -1 }]]);
/** Schema of files. */
export const fileSchema = stored<FileRow>(
  {
    name: String,
    size: Number,
    type: String,
    uploadedBy: String,
    at: Date,
    claim: Schema.Types.Mixed,
  },
  [[{ claim: 1, at: 1 }]],
);
/** Schema of comments. */
export const commentSchema = stored<CommentRow>({ entity: String, record: String, at: Date, by: person, text: String }, [
  [{ entity: 1, record: 1, at: 1 }],
]);
