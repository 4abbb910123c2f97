import type { Connection, Model, Schema } from 'mongoose';
import { appSchema, appVersionSchema, draftSchema } from './apps.ts';
import { changeSchema } from './changes.ts';
import {
  binSchema,
  commentSchema,
  counterSchema,
  fileSchema,
  idempotencySchema,
  leaseSchema,
  positionSchema,
  signInFailureSchema,
} from './coordination.ts';
import { departmentSchema, keySchema, organisationSchema, sessionSchema, userSchema } from './people.ts';
import { notificationSchema, runSchema } from './work.ts';

/** Every collection with a fixed shape, as mongoose models; records have one collection per entity beside them. */
export type Models = ReturnType<typeof createModels>;

/** Registers the models on a connection. */
export function createModels(connection: Connection) {
  const model = <T>(name: string, schema: Schema<T>): Model<T> => connection.model<T>(name, schema, name);
  return {
    organisation: model('organisation', organisationSchema),
    users: model('users', userSchema),
    sessions: model('sessions', sessionSchema),
    keys: model('keys', keySchema),
    departments: model('departments', departmentSchema),
    apps: model('apps', appSchema),
    appVersions: model('app_versions', appVersionSchema),
    drafts: model('drafts', draftSchema),
    changes: model('changes', changeSchema),
    runs: model('runs', runSchema),
    notifications: model('notifications', notificationSchema),
    counters: model('counters', counterSchema),
    idempotency: model('idempotency', idempotencySchema),
    signInFailures: model('sign_in_failures', signInFailureSchema),
    leases: model('leases', leaseSchema),
    positions: model('positions', positionSchema),
    bin: model('bin', binSchema),
    files: model('files', fileSchema),
    comments: model('comments', commentSchema),
  };
}
