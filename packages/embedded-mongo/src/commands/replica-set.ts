import { MongoError } from '../errors.ts';
import type { Call, Command } from './command.ts';
import { setName } from './hello.ts';

/** `replSetGetStatus`: one member, the primary. */
export const replSetGetStatus: Command = {
  name: 'replSetGetStatus',
  fields: ['initialSync'],
  adminOnly: true,
  run: (call) => {
    const { server, client } = call;
    const now = new Date(server.now());
    const optime = optimeOf(call);
    return {
      set: setName,
      date: now,
      myState: 1,
      term: 1n,
      syncSourceHost: '',
      syncSourceId: -1,
      heartbeatIntervalMillis: 2000n,
      majorityVoteCount: 1,
      writeMajorityCount: 1,
      votingMembersCount: 1,
      writableVotingMembersCount: 1,
      optimes: { lastCommittedOpTime: optime, readConcernMajorityOpTime: optime, appliedOpTime: optime, durableOpTime: optime },
      members: [
        {
          _id: 0,
          name: client.host,
          health: 1,
          state: 1,
          stateStr: 'PRIMARY',
          uptime: Math.floor((server.now() - server.startedAt) / 1000),
          optime,
          optimeDate: new Date(optime.ts.t * 1000),
          configVersion: 1,
          configTerm: 1,
          self: true,
        },
      ],
    };
  },
};

/** `replSetGetConfig`: the configuration of such a set. */
export const replSetGetConfig: Command = {
  name: 'replSetGetConfig',
  fields: ['commitmentStatus', 'includeNewlyAdded'],
  adminOnly: true,
  run: ({ client }) => ({
    config: {
      _id: setName,
      version: 1,
      term: 1,
      members: [{ _id: 0, host: client.host, arbiterOnly: false, buildIndexes: true, hidden: false, priority: 1, tags: {}, votes: 1 }],
      protocolVersion: 1n,
      writeConcernMajorityJournalDefault: true,
      settings: { chainingAllowed: true, heartbeatIntervalMillis: 2000, heartbeatTimeoutSecs: 10, electionTimeoutMillis: 10_000 },
    },
  }),
};

/** `replSetInitiate`: a data folder is a set from the start. */
export const replSetInitiate: Command = {
  name: 'replSetInitiate',
  fields: ['force'],
  adminOnly: true,
  run: () => {
    throw new MongoError('AlreadyInitialized', 'already initialized');
  },
};

function optimeOf({ server }: Call) {
  return { ts: server.clusterTime.time, t: 1n };
}
