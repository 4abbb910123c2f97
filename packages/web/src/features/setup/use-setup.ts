import type { BodyOf, contract } from '@formwright/client';
import { useState } from 'react';
import { useApi } from '../../ui/api/api-context.tsx';
import type { Credential } from '../../ui/one-time-password/one-time-password.tsx';

/** How far one template's installation is. */
export interface Installation {
  template: string;
  title: string;
  state: 'waiting' | 'working' | 'done' | 'failed';
  error?: unknown;
}

/** Where the first run stands. */
export type SetupPhase =
  | { at: 'form' }
  | { at: 'installing'; installations: Installation[]; people: Credential[] }
  | { at: 'people'; people: Credential[] }
  | { at: 'done' };

/** What is installed after the organisation exists. */
export interface Choice {
  templates: ReadonlyArray<{ key: string; title: string }>;
  sampleData: boolean;
}

/** Makes the organisation, then installs the chosen templates one by one. */
export function useSetup() {
  const api = useApi();
  const [phase, setPhase] = useState<SetupPhase>({ at: 'form' });
  const install = async (installations: Installation[], people: Credential[], sampleData: boolean) => {
    let now = installations;
    let found = people;
    for (const { template, state } of installations) {
      if (state === 'done') continue;
      const mark = (change: Partial<Installation>) => {
        now = now.map((one) => (one.template === template ? { ...one, ...change } : one));
        setPhase({ at: 'installing', installations: now, people: found });
      };
      mark({ state: 'working', error: undefined });
      try {
        const answer = await api.call('installApp', { body: { template, sampleData } });
        found = [...found, ...(answer.people ?? [])];
        mark({ state: 'done' });
      } catch (error) {
        mark({ state: 'failed', error });
      }
    }
    if (now.some(({ state }) => state === 'failed')) return;
    setPhase(found.length > 0 ? { at: 'people', people: found } : { at: 'done' });
  };
  return {
    phase,
    /** Throws AppError; nothing is installed then. */
    create: async (body: BodyOf<(typeof contract)['setup']>, { templates, sampleData }: Choice) => {
      await api.call('setup', { body });
      await install(
        templates.map(({ key, title }) => ({ template: key, title, state: 'waiting' })),
        [],
        sampleData,
      );
    },
    /** Tries again what failed. */
    retry: async (sampleData: boolean) => {
      if (phase.at === 'installing') await install(phase.installations, phase.people, sampleData);
    },
    /** Goes on without what failed. */
    skip: () => {
      if (phase.at === 'installing') setPhase(phase.people.length > 0 ? { at: 'people', people: phase.people } : { at: 'done' });
    },
  };
}
