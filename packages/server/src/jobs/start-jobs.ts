import { type Follower, follow, type Running } from '../store/follow.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { deriveFollower } from './derive.ts';
import { startSequencer } from './sequencer.ts';
import { startSweep } from './sweep.ts';

/** What jobs are given by whoever starts the server. */
export interface JobOptions {
  /** Further followers of the change log, as workflow triggers. */
  followers?: readonly Follower[];
  /** Told of every failed round of a job; it goes on. Default: nothing is said. */
  onError?: (error: unknown, job: string) => void;
}

/** Starts what keeps a server going: sequencer, catalogue refresh, late derivation, sweeping of files, kept answers and sessions, and the given followers. */
export function startJobs(services: Services, options: JobOptions = {}): Running {
  const { followers = [], onError = () => undefined } = options;
  const jobs = [
    startSequencer(services, (error) => onError(error, 'sequencer')),
    startSweep(services, (error) => onError(error, 'sweep')),
    follow(services, { handle: (changes) => refreshFrom(services, changes), onError: (error) => onError(error, 'catalogue') }),
    ...[deriveFollower(services), ...followers].map((follower) =>
      follow(services, { onError: (error) => onError(error, follower.name ?? 'follower'), ...follower }),
    ),
  ];
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) };
}

/** Another server may have published or changed the organisation. */
async function refreshFrom(services: Services, changes: readonly ChangeRow[]): Promise<void> {
  if (changes.some((change) => change.subject === 'app')) await services.catalogue.refresh();
  if (changes.some((change) => change.subject === 'organisation')) await services.refreshOrganisation();
}
