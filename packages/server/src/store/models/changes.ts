import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/** What a change is about: a record, or an event of the organisation. */
export type ChangeSubject = 'record' | 'comment' | 'app' | 'user' | 'department' | 'session' | 'key' | 'run' | 'inbox' | 'organisation';
/** What happened to it. */
export type ChangeKind = 'create' | 'update' | 'delete' | 'restore';
/** Who did it. Names are kept as they were. */
export interface ChangeAuthor {
  /** Id of the person; of the key, link, workflow or job otherwise. */
  id: string;
  name: string;
}
/** One value that a change replaced; `after` or `before` is null when there was none. Keys come from documents, so a list. */
export interface FieldChange {
  key: string;
  before: unknown;
  after: unknown;
}
/** One committed write: history, outbox and audit trail in one. */
export interface ChangeRow {
  _id: Types.ObjectId;
  subject: ChangeSubject;
  kind: ChangeKind;
  at: Date;
  by: ChangeAuthor;
  onBehalfOf?: ChangeAuthor;
  /** `ui`, `api`, `import:batch`, `workflow:run/node`, `public:link`, `package`, `system:job`. */
  origin: string;
  /** How many triggered writes led to this one; loops stop by it. */
  depth: number;
  /** Internal id of the entity, for records and comments. */
  entity?: string;
  /** Id of the record, app, user, session, run …; for `inbox` of the person told. */
  target: string;
  /** Number of this change within its record, from 1. */
  number?: number;
  /** State of the system fields before, for live filters. */
  was?: { at: string; by: string | null; createdAt: string; createdBy: string | null };
  fields: FieldChange[];
  /** What else followers need to know, for subjects other than records. */
  detail?: Record<string, unknown>;
  comment?: string;
  /** True until the sequencer has stamped it; then absent. */
  pending?: true;
  /** Place in the one order of everything; absent until stamped. */
  seq?: number;
  /** Links this change to the one before: SHA-256 over both, as hex. */
  hash?: string;
}

const person = Schema.Types.Mixed;

/** Schema of changes. */
export const changeSchema = stored<ChangeRow>(
  {
    subject: String,
    kind: String,
    at: Date,
    by: person,
    onBehalfOf: person,
    origin: String,
    depth: Number,
    entity: String,
    target: String,
    number: Number,
    was: Schema.Types.Mixed,
    fields: [{ _id: false, key: String, before: Schema.Types.Mixed, after: Schema.Types.Mixed }],
    detail: Schema.Types.Mixed,
    comment: String,
    pending: Boolean,
    seq: Number,
    hash: String,
  },
  [
    [{ entity: 1, target: 1, number: -1 }],
    [{ pending: 1 }, { sparse: true }],
    [{ seq: 1 }, { unique: true, sparse: true }],
    [{ subject: 1, at: -1 }],
  ],
);
