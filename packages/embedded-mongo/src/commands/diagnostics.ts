import { arch, cpus, hostname, release, totalmem, type } from 'node:os';
import { MongoError } from '../errors.ts';
import { maxDocumentBytes } from '../wire/message.ts';
import type { ReplyValue } from '../wire/reply.ts';
import type { Command } from './command.ts';

/** The version of MongoDB whose behaviour this server has. */
export const version = '6.0.5';

/** `ping`. */
export const ping: Command = { name: 'ping', fields: [], open: true, run: () => ({}) };

/** `buildInfo`: the version that clients adapt to. */
export const buildInfo: Command = {
  name: 'buildInfo',
  aliases: ['buildinfo'],
  fields: [],
  open: true,
  run: () => ({
    version,
    gitVersion: 'embedded-mongo',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: [6, 0, 5, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: maxDocumentBytes,
    storageEngines: ['lmdb'],
  }),
};

/** `connectionStatus`: who is signed in. */
export const connectionStatus: Command = {
  name: 'connectionStatus',
  fields: ['showPrivileges'],
  open: true,
  run: ({ client, fields }) => {
    const { user } = client.authentication;
    const authenticatedUsers = user === undefined ? [] : [{ user, db: 'admin' }];
    const authenticatedUserRoles = user === undefined ? [] : [{ role: 'root', db: 'admin' }];
    const privileges = fields.flag('showPrivileges', true) ? { authenticatedUserPrivileges: [] } : {};
    return { authInfo: { authenticatedUsers, authenticatedUserRoles, ...privileges } };
  },
};

/** `whatsmyuri`: the client's own address. */
export const whatsMyUri: Command = { name: 'whatsmyuri', fields: [], run: ({ client }) => ({ you: client.peer }) };

/** `hostInfo`: the machine. */
export const hostInfo: Command = {
  name: 'hostInfo',
  fields: [],
  run: ({ server }) => ({
    system: {
      currentTime: new Date(server.now()),
      hostname: hostname(),
      cpuAddrSize: 64,
      memSizeMB: BigInt(Math.floor(totalmem() / 1048576)),
      numCores: cpus().length,
      cpuArch: arch(),
      numaEnabled: false,
    },
    os: { type: type(), name: type(), version: release() },
    extra: {},
  }),
};

/** `getCmdLineOpts`: where the data is. */
export const getCmdLineOpts: Command = {
  name: 'getCmdLineOpts',
  fields: [],
  adminOnly: true,
  run: ({ server }) => ({ argv: ['embedded-mongo', server.folder], parsed: { storage: { dbPath: server.folder } } }),
};

const parameters = new Map<string, ReplyValue>([
  ['authenticationMechanisms', ['SCRAM-SHA-256']],
  ['enableTestCommands', false],
  ['featureCompatibilityVersion', { version: '6.0' }],
  ['transactionLifetimeLimitSeconds', 60],
]);

/** `getParameter`: of those that tools ask for. */
export const getParameter: Command = {
  name: 'getParameter',
  fields: 'any',
  adminOnly: true,
  run: ({ fields }) => {
    const all = fields.value('getParameter') === '*' || fields.flag('allParameters', true) === true;
    const asked = [...parameters].filter(([name]) => all || fields.has(name));
    if (asked.length === 0) throw new MongoError('InvalidOptions', 'no option found to get');
    return Object.fromEntries(asked);
  },
};

/** `fsync`: nothing is left to do, what was acknowledged is on the disk. */
export const fsync: Command = {
  name: 'fsync',
  fields: ['lock'],
  adminOnly: true,
  run: ({ fields }) => {
    if (fields.flag('lock', true)) throw new MongoError('CommandNotSupported', "fsync: 'lock' is not supported by embedded-mongo");
    return { numFiles: 1 };
  },
};

const logs = ['global', 'startupWarnings'];

/** `getLog`: this server keeps none; tools get an empty one. */
export const getLog: Command = {
  name: 'getLog',
  fields: [],
  adminOnly: true,
  run: ({ fields }) => {
    const name = fields.required('getLog', fields.text('getLog'));
    if (name === '*') return { names: logs };
    if (!logs.includes(name)) throw new MongoError('BadValue', `No log named '${name}'`);
    return { totalLinesWritten: 0, log: [] };
  },
};

/** `getFreeMonitoringStatus`: the shell asks when it connects; there is none. */
export const getFreeMonitoringStatus: Command = {
  name: 'getFreeMonitoringStatus',
  fields: [],
  adminOnly: true,
  run: () => ({ state: 'disabled' }),
};
