import { Binary } from 'bson';
import type { CollectionInfo, Namespace, ViewDefinition } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { encodeReply, type Reply } from '../wire/reply.ts';
import { answerFirstBatch, listCursor, readBatchSize } from './batches.ts';
import { type Command, checkedNamespace, looseNamespaceOf, nameOf } from './command.ts';
import { readFilter, readVariables } from './reading.ts';
import { showValidation } from './validation-options.ts';
import { showView } from './view-options.ts';

/** `drop`: a collection with all its documents and indexes. */
export const drop: Command = {
  name: 'drop',
  fields: [],
  writes: true,
  run: async (call) => {
    const namespace = looseNamespaceOf(call);
    const dropped = await call.server.engine.dropCollection(namespace);
    if (!dropped) throw new MongoError('NamespaceNotFound', 'ns not found');
    return { ...(dropped.indexes === undefined ? {} : { nIndexesWas: dropped.indexes }), ns: nameOf(namespace) };
  },
};

/** `dropDatabase`: all collections of a database. */
export const dropDatabase: Command = {
  name: 'dropDatabase',
  fields: [],
  writes: true,
  run: async (call) => {
    const { db, fields, server } = call;
    if (fields.value('dropDatabase') !== 1) throw new MongoError(5255100, "Have to pass 1 as 'drop' parameter");
    if (db === 'admin') throw new MongoError('IllegalOperation', "Dropping the 'admin' database is prohibited.");
    if (db === 'local') throw new MongoError('IllegalOperation', "Cannot drop 'local' database while replication is active");
    await server.engine.dropDatabase(db);
    return {};
  },
};

/** `renameCollection`: gives a collection another name, also in another database. */
export const renameCollection: Command = {
  name: 'renameCollection',
  fields: ['to', 'dropTarget'],
  adminOnly: true,
  writes: true,
  run: async ({ fields, server }) => {
    const from = parseName(fields.required('renameCollection', fields.text('renameCollection')), 'source');
    const to = parseName(fields.required('to', fields.text('to')), 'target');
    if (nameOf(from) === nameOf(to)) throw new MongoError('IllegalOperation', "Can't rename a collection to itself");
    if (to.coll.includes('$')) throw new MongoError('IllegalOperation', `error with target namespace: Invalid collection name: ${to.coll}`);
    if (to.coll.startsWith('system.') && to.coll !== 'system.js')
      throw new MongoError('IllegalOperation', `error with target namespace: Invalid system namespace: ${nameOf(to)}`);
    await server.engine.renameCollection(from, to, { dropTarget: fields.flag('dropTarget', true) ?? false });
    return {};
  },
};

/** `listCollections`: names, ids and options. */
export const listCollections: Command = {
  name: 'listCollections',
  fields: ['filter', 'nameOnly', 'cursor', 'authorizedCollections'],
  run: (call) => {
    const { fields, server, db } = call;
    const nameOnly = fields.flag('nameOnly') ?? false;
    fields.flag('authorizedCollections');
    const filter = compileFilter(readFilter(fields, 'filter', readVariables(fields, server)));
    const all = [
      ...server.engine.listCollections(db, call.context).map((info) => ({ name: info.name, type: 'collection', details: details(info) })),
      ...server.engine.listViews(db).map((view) => ({ name: view.name, type: 'view', details: viewDetails(view) })),
    ];
    const documents = all
      .map(({ details: more, ...named }) => encodeReply(nameOnly ? named : { ...named, ...more }))
      .filter(filter.matches);
    const cursor = fields.document('cursor');
    const batchSize = cursor && readBatchSize(cursor, 'listCollections.cursor');
    const namespace = { db, coll: '$cmd.listCollections' };
    return answerFirstBatch(call, listCursor(documents), { namespace, batchSize: batchSize ?? documents.length + 1 });
  },
};

/** The databases that every server of a replica set has, and that clients look for. */
const serverDatabases = ['admin', 'config', 'local'];

/** `listDatabases`: names and sizes. */
export const listDatabases: Command = {
  name: 'listDatabases',
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  adminOnly: true,
  run: ({ fields, server }) => {
    const nameOnly = fields.flag('nameOnly', true) ?? false;
    fields.flag('authorizedDatabases');
    const filter = compileFilter(readFilter(fields, 'filter', readVariables(fields, server)));
    const there = server.engine.listDatabases();
    const missing = serverDatabases.filter((name) => there.every((database) => database.name !== name));
    const found = [...there, ...missing.map((name) => ({ name, bytes: 0 }))]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .filter(({ name, bytes }) => filter.matches(encodeReply({ name, sizeOnDisk: BigInt(bytes), empty: false })));
    if (nameOnly) return { databases: found.map(({ name }) => ({ name })) };
    const total = found.reduce((sum, { bytes }) => sum + bytes, 0);
    const databases = found.map(({ name, bytes }) => ({ name, sizeOnDisk: BigInt(bytes), empty: false }));
    return { databases, totalSize: BigInt(total), totalSizeMb: BigInt(Math.floor(total / 1048576)) };
  },
};

function details({ uuid, validation }: CollectionInfo): Reply {
  return {
    options: showValidation(validation),
    info: { readOnly: false, uuid: new Binary(uuid, Binary.SUBTYPE_UUID) },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  };
}

function viewDetails(view: ViewDefinition): Reply {
  return { options: showView(view), info: { readOnly: true } };
}

function parseName(name: string, which: string): Namespace {
  const dot = name.indexOf('.');
  if (dot <= 0 || dot === name.length - 1) throw new MongoError('InvalidNamespace', `Invalid ${which} namespace: ${name}`);
  return checkedNamespace(name.slice(0, dot), name.slice(dot + 1));
}
