import type { Command } from './command.ts';
import { setName } from './hello.ts';

const primary = 1;

/** `replSetGetStatus`: the set of one node that this server plays. */
export const replSetGetStatus: Command = {
  name: 'replSetGetStatus',
  fields: ['initialSync'],
  adminOnly: true,
  run: ({ client, server }) => {
    const ts = server.clusterTime.time;
    const optime = { ts, t: 1n };
    const optimeDate = new Date(ts.t * 1000);
    const uptime = Math.floor((server.now() - server.startedAt) / 1000);
    const self = { _id: 0, name: client.host, health: 1, state: primary, stateStr: 'PRIMARY', uptime, optime, optimeDate, self: true };
    return {
      set: setName,
      date: new Date(server.now()),
      myState: primary,
      term: 1n,
      heartbeatIntervalMillis: 2000n,
      majorityVoteCount: 1,
      writeMajorityCount: 1,
      votingMembersCount: 1,
      writableVotingMembersCount: 1,
      optimes: { lastCommittedOpTime: optime, appliedOpTime: optime, durableOpTime: optime },
      members: [self],
    };
  },
};
