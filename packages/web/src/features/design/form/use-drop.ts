import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { attachClosestEdge, type Edge, extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { type DragPayload, payloadOf } from './form-design-context.tsx';

/** Makes an element of the form a thing to drag and a place to drop before or after. */
export function useDragAndDrop(
  element: RefObject<HTMLElement | null>,
  options: { field: string; edges: Edge[]; onDrop: (payload: DragPayload, after: boolean) => void; disabled: boolean },
) {
  const [edge, setEdge] = useState<Edge>();
  const [dragging, setDragging] = useState(false);
  const drop = useEffectEvent(options.onDrop);
  const edges = useEffectEvent(() => options.edges);
  const { field, disabled } = options;
  useEffect(() => {
    const target = element.current;
    if (!target || disabled) return undefined;
    return combine(
      draggable({
        element: target,
        getInitialData: () => ({ drag: 'field', field }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element: target,
        canDrop: ({ source }) => payloadOf(source.data) !== undefined,
        getData: ({ input, element: over }) => attachClosestEdge({}, { input, element: over, allowedEdges: edges() }),
        onDrag: ({ self, source }) =>
          setEdge(isSame(payloadOf(source.data), field) ? undefined : (extractClosestEdge(self.data) ?? undefined)),
        onDragLeave: () => setEdge(undefined),
        onDrop: ({ self, source }) => {
          setEdge(undefined);
          const payload = payloadOf(source.data);
          const where = extractClosestEdge(self.data);
          if (payload && !isSame(payload, field)) drop(payload, where === 'bottom' || where === 'right');
        },
      }),
    );
  }, [element, field, disabled]);
  return { edge, dragging };
}

/** Makes an element a place to drop at the end of; drops on what lies inside it are not its own. */
export function useDropArea(
  element: RefObject<HTMLElement | null>,
  { onDrop, disabled }: { onDrop: (payload: DragPayload) => void; disabled: boolean },
): boolean {
  const [over, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const target = element.current;
    if (!target || disabled) return undefined;
    return dropTargetForElements({
      element: target,
      canDrop: ({ source }) => payloadOf(source.data) !== undefined,
      onDrag: ({ location, self }) => setOver(location.current.dropTargets[0]?.element === self.element),
      onDragLeave: () => setOver(false),
      onDrop: ({ location, self, source }) => {
        setOver(false);
        const payload = payloadOf(source.data);
        if (payload && location.current.dropTargets[0]?.element === self.element) drop(payload);
      },
    });
  }, [element, disabled]);
  return over;
}

function isSame(payload: DragPayload | undefined, field: string): boolean {
  return payload?.drag === 'field' && payload.field === field;
}
