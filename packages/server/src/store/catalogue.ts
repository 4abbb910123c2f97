import type { EntityAccess } from '@formwright/access';
import type { AppDocuments, Entity, Validate } from '@formwright/metadata';
import type { Model } from 'mongoose';
import type { StoredRecord } from './models/records.ts';
import type { Principal } from './principal.ts';

/** A field that points at another entity. */
export interface RelationLink {
  field: string;
  /** The entity pointed at; undefined while its app is absent. */
  target: PublishedEntity | undefined;
  onDelete: 'clear' | 'refuse';
}

/** One entity of a published app, ready for reading and writing. */
export interface PublishedEntity {
  readonly app: PublishedApp;
  readonly key: string;
  /** Internal id: names its collection. */
  readonly id: string;
  readonly entity: Entity;
  readonly validate: Validate;
  readonly records: Model<StoredRecord>;
  /** Its relation fields. */
  readonly relations: readonly RelationLink[];
  /** Relation fields of any entity that point here. */
  readonly referrers: readonly { from: PublishedEntity; link: RelationLink }[];
}

/** The published version of an installed app. */
export interface PublishedApp {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly documents: AppDocuments;
  readonly entities: ReadonlyMap<string, PublishedEntity>;
}

/** All published apps, in memory; every process keeps its own and rebuilds it when a version changes. */
export interface Catalogue {
  apps(): readonly PublishedApp[];
  /** Throws AppError APP_UNKNOWN (404). */
  app(key: string): PublishedApp;
  /** Throws AppError NOT_FOUND (404) for an app or entity that is not there. */
  entity(app: string, entity: string): PublishedEntity;
  /** By internal id; undefined when removed. */
  entityById(id: string): PublishedEntity | undefined;
  /** What a principal may do with an entity's records now. */
  access(principal: Principal, entity: PublishedEntity): EntityAccess;
  /** Reads the versions again; call after publishing. Cheap when nothing changed. */
  refresh(): Promise<void>;
}
