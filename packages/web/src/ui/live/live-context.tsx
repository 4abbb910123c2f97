import type { Changed, Live } from '@formwright/client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { create } from 'zustand';
import { queryKeys } from '../api/query-keys.ts';
import { createHub, type Hub } from './hub.ts';

const LiveContext = createContext<Hub | undefined>(undefined);

/** Whether the live connection stands; undefined until the first answer. */
export const useConnection = create<{ connected: boolean | undefined }>(() => ({ connected: undefined }));

/** Opens the live connection for the signed-in person and keeps inbox, messages and apps fresh. */
export function LiveProvider({ children, connect }: { children: ReactNode; connect?: () => Promise<Live> }) {
  const queries = useQueryClient();
  const [hub, setHub] = useState<Hub>();
  const open = useEffectEvent(connect ?? (async () => (await import('./open-live.ts')).openLive()));
  useEffect(() => {
    let live: Live | undefined;
    let ended = false;
    void open().then((opened) => {
      live = opened;
      if (ended) return live.close();
      live.onConnection((connected) => useConnection.setState({ connected }));
      live.onInbox(() => {
        void queries.invalidateQueries({ queryKey: queryKeys.tasks });
        void queries.invalidateQueries({ queryKey: queryKeys.notifications });
        void queries.invalidateQueries({ queryKey: ['runs'] });
      });
      live.onPublished(({ app }) => {
        void queries.invalidateQueries({ queryKey: queryKeys.apps });
        void queries.invalidateQueries({ queryKey: queryKeys.app(app) });
      });
      setHub(createHub(live));
    });
    return () => {
      ended = true;
      live?.close();
    };
  }, [queries]);
  return <LiveContext value={hub}>{children}</LiveContext>;
}

/** Calls back when records of an entity change anywhere; `onReload` when changes may have been missed. */
export function useEntityChanges(
  app: string,
  entity: string,
  listener: { onChange: (change: Changed) => void; onReload: () => void },
): void {
  const hub = useContext(LiveContext);
  const onChange = useEffectEvent(listener.onChange);
  const onReload = useEffectEvent(listener.onReload);
  useEffect(() => hub?.follow(app, entity, { onChange: (change) => onChange(change), onReload: () => onReload() }), [hub, app, entity]);
}
