import type { RunState } from '@formwright/workflow';
import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/** A run of a workflow; its open tasks live inside it. */
export interface RunRow {
  _id: Types.ObjectId;
  app: Types.ObjectId;
  appKey: string;
  workflow: string;
  version: number;
  /** Grows with each step; optimistic concurrency. */
  seq: number;
  status: string;
  /** Internal id of the entity. */
  entity: string;
  entityKey: string;
  record: Types.ObjectId;
  title: string;
  initiator: { id: string; name: string };
  startedAt: Date;
  endedAt: Date | null;
  /** The run as the engine knows it, tasks included; a task's id begins with the run's. */
  state: RunState;
  /** People with an open task, for inboxes. */
  waitingFor: string[];
  /** People who have decided something in it. */
  decidedBy: string[];
  /** People who got a copy. */
  cc: string[];
}
/** A message to one person. */
export interface NotificationRow {
  _id: Types.ObjectId;
  user: Types.ObjectId;
  at: Date;
  text: string;
  read: boolean;
  link: { app: string; entity: string; record: string } | { task: string } | null;
}

const person = Schema.Types.Mixed;
/** Schema of runs. */
export const runSchema = stored<RunRow>(
  {
    app: Schema.Types.ObjectId,
    appKey: String,
    workflow: String,
    version: Number,
    seq: Number,
    status: String,
    entity: String,
    entityKey: String,
    record: Schema.Types.ObjectId,
    title: String,
    initiator: person,
    startedAt: Date,
    endedAt: Date,
    state: Schema.Types.Mixed,
    waitingFor: [String],
    decidedBy: [String],
    cc: [String],
  },
  [
    [{ waitingFor: 1, _id: -1 }],
    [{ decidedBy: 1, _id: -1 }],
    [{ cc: 1, _id: -1 }],
    [{ 'initiator.id': 1, _id: -1 }],
    [{ entity: 1, record: 1, _id: -1 }],
    [{ app: 1, workflow: 1, status: 1 }],
  ],
);
/** Schema of notifications. */
export const notificationSchema = stored<NotificationRow>(
  { user: Schema.Types.ObjectId, at: Date, text: String, read: Boolean, link: Schema.Types.Mixed },
  [[{ user: 1, _id: -1 }], [{ user: 1, read: 1 }]],
);
