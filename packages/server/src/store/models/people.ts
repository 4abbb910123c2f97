import { Schema, type Types } from 'mongoose';
import { stored } from './stored.ts';

/** The organisation of this install; there is exactly one, with `_id: 'organisation'`, so that two setups cannot both win. */
export interface OrganisationDoc {
  _id: 'organisation';
  name: string;
  locale: 'zh-CN' | 'en';
  /** IANA name. */
  timeZone: string;
  /** 32 random bytes as base64url; signs cursors. */
  secret: string;
  createdAt: Date;
}
/** A member. */
export interface UserDoc {
  _id: Types.ObjectId;
  name: string;
  /** As typed, for showing. */
  email: string;
  /** Folded, for sign-in; unique. */
  emailKey: string;
  /** argon2id. */
  passwordHash: string;
  mustChangePassword: boolean;
  admin: boolean;
  active: boolean;
  locale: 'zh-CN' | 'en';
  /** `app.role`. */
  roles: string[];
  department: Types.ObjectId | null;
  manager: Types.ObjectId | null;
  createdAt: Date;
}
/** A signed-in browser or program. */
export interface SessionDoc {
  _id: Types.ObjectId;
  /** SHA-256 of the token, as hex; unique. */
  tokenHash: string;
  user: Types.ObjectId;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}
/** An API key; acts with its maker's rights. */
export interface KeyDoc {
  _id: Types.ObjectId;
  name: string;
  /** SHA-256 of the secret, as hex; unique. */
  secretHash: string;
  user: Types.ObjectId;
  createdAt: Date;
  lastUsedAt: Date | null;
}
/** A department; departments make a tree. */
export interface DepartmentDoc {
  _id: Types.ObjectId;
  name: string;
  parent: Types.ObjectId | null;
  /** Written by whoever relies on it, so that it cannot vanish meanwhile. */
  touched?: Types.ObjectId;
}

/** Schema of the organisation. */
export const organisationSchema = stored<OrganisationDoc>({
  _id: String,
  name: String,
  locale: String,
  timeZone: String,
  secret: String,
  createdAt: Date,
});
/** Schema of members. */
export const userSchema = stored<UserDoc>(
  {
    name: String,
    email: String,
    emailKey: String,
    passwordHash: String,
    mustChangePassword: Boolean,
    admin: Boolean,
    active: Boolean,
    locale: String,
    roles: [String],
    department: Schema.Types.ObjectId,
    manager: Schema.Types.ObjectId,
    createdAt: Date,
  },
  [[{ emailKey: 1 }, { unique: true }], [{ department: 1 }], [{ manager: 1 }]],
);
/** Schema of sessions. */
export const sessionSchema = stored<SessionDoc>(
  { tokenHash: String, user: Schema.Types.ObjectId, createdAt: Date, lastUsedAt: Date, expiresAt: Date },
  [[{ tokenHash: 1 }, { unique: true }], [{ user: 1 }], [{ expiresAt: 1 }]],
);
/** Schema of API keys. */
export const keySchema = stored<KeyDoc>(
  { name: String, secretHash: String, user: Schema.Types.ObjectId, createdAt: Date, lastUsedAt: Date },
  [[{ secretHash: 1 }, { unique: true }], [{ user: 1 }]],
);
/** Schema of departments. */
export const departmentSchema = stored<DepartmentDoc>({ name: String, parent: Schema.Types.ObjectId, touched: Schema.Types.ObjectId }, [
  [{ parent: 1 }],
]);
