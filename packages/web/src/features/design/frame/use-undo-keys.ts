import { useEffect } from 'react';
import { useDesignStore } from '../state/design-context.tsx';

/** Ctrl/⌘-Z takes the last act back, with Shift (or Ctrl-Y) it is done again; text fields keep their own undo. */
export function useUndoKeys(): void {
  const store = useDesignStore();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return;
      const key = event.key.toLowerCase();
      const again = key === 'y' || (key === 'z' && event.shiftKey);
      if (key !== 'z' && !again) return;
      event.preventDefault();
      if (again) store.getState().redo();
      else store.getState().undo();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [store]);
}

/** Whether somebody types there. */
export function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input:not([type="checkbox"], [type="radio"]), textarea') !== null)
  );
}
