import type { WorkflowDoc } from '@formwright/metadata';
import { useEffect, useEffectEvent } from 'react';
import { isText } from '../frame/use-undo-keys.ts';
import { useDesignStore } from '../state/design-context.tsx';
import { useFlowActs } from './use-flow-acts.ts';

/** Ctrl/⌘-C and V copy and paste nodes, Ctrl/⌘-A selects all; text keeps its own keys. */
export function useCanvasKeys(flow: WorkflowDoc, readOnly: boolean): void {
  const store = useDesignStore();
  const acts = useFlowActs(flow.key);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || isText(event.target)) return;
    const { selection } = store.getState();
    const key = event.key.toLowerCase();
    if (key === 'c' && selection.kind === 'nodes' && getSelection()?.isCollapsed !== false) acts.copy(selection.ids);
    else if (key === 'v' && !readOnly) acts.paste();
    else if (key === 'a') store.getState().select({ kind: 'nodes', ids: flow.nodes.map(({ id }) => id) });
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
