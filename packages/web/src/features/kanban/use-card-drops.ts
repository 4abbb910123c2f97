import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { ApiRecord } from '@formwright/client';
import { useEffect, useEffectEvent } from 'react';

/** Told when a card is dropped on a column. */
export function useCardDrops({ enabled, onDrop }: { enabled: boolean; onDrop: (record: ApiRecord, to: string | null) => void }): void {
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    if (!enabled) return;
    return monitorForElements({
      canMonitor: ({ source }) => source.data.kind === 'kanbanCard',
      onDrop: ({ source, location }) => {
        const target = location.current.dropTargets[0]?.data;
        if (target?.kind === 'kanbanColumn') drop(source.data.record as ApiRecord, (target.value ?? null) as string | null);
      },
    });
  }, [enabled]);
}
