import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/**
 * An installed app. A removed one keeps its row and loses its key, so that a later app of that name shares nothing with it.
 * One that is being installed has no key yet; a process that dies meanwhile leaves it to be discarded with its collections.
 */
export interface AppRow {
  _id: Types.ObjectId;
  /** Key while installed; `<key>~<id>` before and after. Unique. */
  key: string;
  state: 'installing' | 'installed' | 'removed' | 'discarded';
  /** Published version, from 1. */
  version: number;
  /** Internal ids by entity key, as pairs: keys come from documents. A removed entity's id is never used again. */
  entities: { key: string; id: string; derived: string }[];
  createdAt: Date;
  createdBy: Types.ObjectId | null;
}
/** One published version; never changes. */
export interface AppVersionRow {
  _id: Types.ObjectId;
  app: Types.ObjectId;
  version: number;
  /** AppDocuments as JSON text: document keys may hold `$` and dots. */
  documents: string;
  note: string;
  at: Date;
  by: { id: string; name: string };
  /** What else belongs to the version: browser validators by entity, as pairs. */
  validators: { entity: string; file: string; source: string }[];
}
/** One edited document of a draft; `document: null` stands for removal. */
export interface DraftRow {
  _id: Types.ObjectId;
  app: Types.ObjectId;
  kind: string;
  key: string;
  /** Document as JSON text, or null when the draft removes it. */
  document: string | null;
  /** Draft version of this document, from 1. */
  version: number;
  by: { id: string; name: string };
  at: Date;
}

const person = Schema.Types.Mixed;

/** Schema of installed apps. */
export const appSchema = stored<AppRow>(
  {
    key: String,
    state: String,
    version: Number,
    entities: [{ _id: false, key: String, id: String, derived: String }],
    createdAt: Date,
    createdBy: Schema.Types.ObjectId,
  },
  [[{ key: 1 }, { unique: true }]],
);
/** Schema of published versions. */
export const appVersionSchema = stored<AppVersionRow>(
  {
    app: Schema.Types.ObjectId,
    version: Number,
    documents: String,
    note: String,
    at: Date,
    by: person,
    validators: [{ _id: false, entity: String, file: String, source: String }],
  },
  [[{ app: 1, version: 1 }, { unique: true }]],
);
/** Schema of drafts. */
export const draftSchema = stored<DraftRow>(
  { app: Schema.Types.ObjectId, kind: String, key: String, document: String, version: Number, by: person, at: Date },
  [[{ app: 1, kind: 1, key: 1 }, { unique: true }]],
);
