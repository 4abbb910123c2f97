import { useEffect } from 'react';
import { useApi } from '../../../ui/api/api-context.tsx';
import type { DesignStore } from './design-store.ts';
import { hasUnsaved, saveDraft } from './save-draft.ts';

/** Edits are sent this long after the last one, in ms. */
const calm = 600;

/** Keeps the draft on the server in step with the edits; asks before the tab closes over unsaved ones. */
export function useAutosave(store: DesignStore): void {
  const api = useApi();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (store.getState().save.at === 'saving') later();
        else if (hasUnsaved(store)) void saveDraft(api, store);
      }, calm);
    };
    const stop = store.subscribe((now, before) => {
      if (now.history.docs !== before.history.docs || now.conflict !== before.conflict) later();
    });
    const ask = (event: BeforeUnloadEvent) => {
      if (hasUnsaved(store)) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => {
      stop();
      clearTimeout(timer);
      removeEventListener('beforeunload', ask);
      if (hasUnsaved(store)) void saveDraft(api, store);
    };
  }, [api, store]);
}
