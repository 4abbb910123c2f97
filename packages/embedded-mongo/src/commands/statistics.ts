import { hostname } from 'node:os';
import type { Engine, Namespace } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Reply } from '../wire/reply.ts';
import { type Command, looseNamespaceOf, nameOf } from './command.ts';
import { version } from './diagnostics.ts';
import { isGiven } from './given.ts';
import { refuseView } from './resolve-view.ts';

/** `collStats`: sizes of a collection. */
export const collStats: Command = {
  name: 'collStats',
  aliases: ['collstats'],
  fields: ['scale', 'verbose'],
  run: (call) => {
    const namespace = looseNamespaceOf(call, 'InvalidNamespace');
    refuseView(call.server.engine, namespace);
    const scale = scaleOf(call.fields.number('scale'));
    return { ns: nameOf(namespace), ...describeCollection(call.server.engine, namespace, scale) };
  },
};

/** The sizes of a collection in units of `scale` bytes. */
export function describeCollection(engine: Engine, namespace: Namespace, scale: number): Reply {
  const stats = engine.collectionStats(namespace) ?? { count: 0, size: 0, indexes: [] };
  const indexSize = stats.indexes.reduce((sum, index) => sum + index.size, 0);
  return {
    size: Math.floor(stats.size / scale),
    count: stats.count,
    ...(stats.count > 0 ? { avgObjSize: Math.floor(stats.size / stats.count) } : {}),
    numOrphanDocs: 0,
    storageSize: Math.floor(stats.size / scale),
    freeStorageSize: 0,
    capped: false,
    nindexes: stats.indexes.length,
    indexBuilds: [],
    totalIndexSize: Math.floor(indexSize / scale),
    totalSize: Math.floor((stats.size + indexSize) / scale),
    indexSizes: Object.fromEntries(stats.indexes.map((index) => [index.name, Math.floor(index.size / scale)])),
    scaleFactor: scale,
  };
}

/** `dataSize`: the documents of a whole collection. */
export const dataSize: Command = {
  name: 'dataSize',
  aliases: ['datasize'],
  fields: ['keyPattern', 'min', 'max', 'estimate'],
  run: ({ fields, server }) => {
    const [db = '', ...rest] = fields.required('dataSize', fields.text(fields.names[0] ?? '')).split('.');
    if (isGiven(fields.value('min')) || isGiven(fields.value('max')))
      throw new MongoError('InvalidOptions', 'dataSize of a range is not supported by embedded-mongo');
    const stats = server.engine.collectionStats({ db, coll: rest.join('.') });
    const estimate = stats ? { estimate: fields.flag('estimate') ?? false } : {};
    return { ...estimate, size: BigInt(stats?.size ?? 0), numObjects: BigInt(stats?.count ?? 0), millis: 0 };
  },
};

/** `dbStats`: sizes of a database. */
export const dbStats: Command = {
  name: 'dbStats',
  aliases: ['dbstats'],
  fields: ['scale', 'freeStorage'],
  run: ({ db, fields, server }) => {
    const scale = scaleOf(fields.number('scale'));
    const collections = server.engine.listCollections(db).map(({ name }) => server.engine.collectionStats({ db, coll: name }));
    let [objects, dataSize, indexes, indexSize] = [0, 0, 0, 0];
    for (const stats of collections) {
      objects += stats?.count ?? 0;
      dataSize += stats?.size ?? 0;
      indexes += stats?.indexes.length ?? 0;
      indexSize += stats?.indexes.reduce((sum, index) => sum + index.size, 0) ?? 0;
    }
    return {
      db,
      collections: collections.length,
      views: server.engine.listViews(db).length,
      objects,
      avgObjSize: objects > 0 ? dataSize / objects : 0,
      dataSize: dataSize / scale,
      storageSize: dataSize / scale,
      indexes,
      indexSize: indexSize / scale,
      totalSize: (dataSize + indexSize) / scale,
      scaleFactor: scale,
    };
  },
};

/** `serverStatus`: the process and its work in numbers. */
export const serverStatus: Command = {
  name: 'serverStatus',
  fields: [
    'repl',
    'metrics',
    'locks',
    'opcounters',
    'connections',
    'network',
    'mem',
    'wiredTiger',
    'tcmalloc',
    'asserts',
    'sharding',
    'storageEngine',
  ],
  run: ({ client, server }) => {
    const { engine, counters, connections } = server;
    const stats = engine.stats();
    const uptime = (server.now() - server.startedAt) / 1000;
    const memory = process.memoryUsage();
    return {
      host: hostname(),
      version,
      process: 'embedded-mongo',
      pid: BigInt(process.pid),
      uptime,
      uptimeMillis: BigInt(Math.floor(uptime * 1000)),
      uptimeEstimate: BigInt(Math.floor(uptime)),
      localTime: new Date(server.now()),
      connections: { current: connections.current, available: 10_000 - connections.current, totalCreated: connections.total },
      mem: { bits: 64, resident: Math.floor(memory.rss / 1048576), virtual: Math.floor(memory.rss / 1048576), supported: true },
      opcounters: opCounters(counters),
      repl: { setName: 'embedded', isWritablePrimary: true, secondary: false, primary: client.host, me: client.host, hosts: [client.host] },
      storageEngine: { name: 'lmdb', supportsCommittedReads: true, supportsSnapshotReadConcern: false, readOnly: false, persistent: true },
      transactions: { currentOpen: BigInt(stats.openTransactions) },
      metrics: { cursor: { open: { total: BigInt(server.cursors.size) } } },
      store: { ...stats },
    };
  },
};

function opCounters(counters: ReadonlyMap<string, number>): Reply {
  const of = (name: string) => BigInt(counters.get(name) ?? 0);
  const named = of('insert') + of('find') + of('update') + of('delete') + of('getMore');
  const command = BigInt([...counters.values()].reduce((sum, count) => sum + count, 0)) - named;
  return { insert: of('insert'), query: of('find'), update: of('update'), delete: of('delete'), getmore: of('getMore'), command };
}

function scaleOf(scale: number | undefined): number {
  if (scale === undefined) return 1;
  if (!(scale >= 1)) throw new MongoError('BadValue', 'Scale factor must be greater than zero');
  return Math.floor(scale);
}
