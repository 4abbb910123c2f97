import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/** A record as it is stored; its entity's collection is `r_<internal id>`. */
export interface StoredRecord {
  _id: Types.ObjectId;
  /** Number of its last change, from 1. */
  version: number;
  /** UTC, ISO 8601, so that it sorts and compares like every other date-time. */
  createdAt: string;
  createdBy: string | null;
  updatedAt: string;
  updatedBy: string | null;
  /** Field values by key; empty ones are absent. */
  f: Record<string, unknown>;
  /** Values that their field cannot hold since it became another kind: hidden, not erased. Absent when there are none. */
  x?: Record<string, unknown>;
  /** Number of the last change per field; absent means 1. */
  n: Record<string, number>;
  /** When and by whom each number still named in `n` was written, as pairs. */
  w: { n: number; at: string; by: string | null }[];
  /** Sort keys of text fields: Chinese by pinyin. */
  s: Record<string, string>;
  /** What quick search verifies on, per searchable field: folded text and pinyin initials. */
  q: Record<string, string>;
  /** Search tokens, `field:token`; absent when there are none. */
  t?: string[];
  /** Unique entries, `rule:value`; absent when there are none. */
  u?: string[];
  /** Fingerprint of the documents that `s`, `q`, `t` and `u` were derived by. */
  d?: string;
  /** Changed by whoever relies on this record, so that it cannot vanish meanwhile. */
  touched?: Types.ObjectId;
}

const mixed = Schema.Types.Mixed;

/** Schema of records; values were checked on the write road, so mongoose casts nothing inside them. */
export const recordSchema = stored<StoredRecord>({
  version: Number,
  createdAt: String,
  createdBy: String,
  updatedAt: String,
  updatedBy: String,
  f: mixed,
  x: mixed,
  n: mixed,
  w: mixed,
  s: mixed,
  q: mixed,
  t: mixed,
  u: mixed,
  d: String,
  touched: Schema.Types.ObjectId,
});
