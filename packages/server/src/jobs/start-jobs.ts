import type { Services } from '../store/services.ts';
import type { Follower, Running } from './follow.ts';

/** Starts what keeps a server going: sequencer, catalogue refresh, sweeping of files, kept answers and sessions, and the given followers (workflow triggers). */
export function startJobs(_services: Services, _followers: readonly Follower[] = []): Running {
  throw new Error('not yet: startJobs');
}
