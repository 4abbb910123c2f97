import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { nodeKinds } from '@formwright/workflow';
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { familyColor } from '../../../ui/canvas/node-look.ts';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { CanvasControls } from './canvas-controls.tsx';
import { type CanvasEdge, type CanvasNode, toCanvasEdges, toCanvasNodes } from './canvas-model.ts';
import styles from './flow-designer.module.css';
import { connectRefusal } from './flow-edits.ts';
import type { FlowFault } from './flow-faults.ts';
import { InsertEdge } from './insert-edge.tsx';
import { StepNode } from './step-node.tsx';
import { useBranchWords } from './use-branch-words.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useFlowActs } from './use-flow-acts.ts';
import { useNodeWords } from './use-node-words.ts';

const nodeTypes = { step: StepNode };
const edgeTypes = { insert: InsertEdge };

const looking = { deleteKeyCode: null, nodesDraggable: false, nodesConnectable: false, edgesReconnectable: false };
const designing = { deleteKeyCode: ['Delete', 'Backspace'] };
const view = {
  multiSelectionKeyCode: ['Shift', 'Control', 'Meta'],
  selectionKeyCode: 'Shift',
  snapToGrid: true,
  snapGrid: [4, 4] as [number, number],
  fitView: true,
  fitViewOptions: { padding: 0.15, maxZoom: 1 },
  minZoom: 0.2,
  maxZoom: 2,
  proOptions: { hideAttribution: true },
};

interface FlowCanvasProps {
  flow: WorkflowDoc;
  faults: readonly FlowFault[];
  /** Way of a fault, drawn in red. */
  way: readonly string[];
  readOnly: boolean;
}

/** The graph itself: select, move, connect, insert, delete, zoom. */
export function FlowCanvas({ flow, faults, way, readOnly }: FlowCanvasProps) {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const selection = useDesign((design) => design.selection);
  const acts = useFlowActs(flow.key);
  const branchWords = useBranchWords(flow);
  const phone = useViewport() === 'phone';
  const box = useRef<HTMLDivElement>(null);
  const { nodes, changeNodes } = useCanvasNodes({ flow, faults, readOnly });
  const edges = toCanvasEdges({ flow, faults, selection, way, readOnly, words: branchWords });
  useDropOnCanvas(box, flow, readOnly);
  useCanvasKeys(flow, readOnly);
  const changeEdges = (changes: EdgeChange<CanvasEdge>[]) => {
    const chosen = changes.find((change) => change.type === 'select' && change.selected);
    if (chosen?.type === 'select') store.getState().select({ kind: 'edge', id: chosen.id });
  };
  const remove = async (gone: { nodes: CanvasNode[]; edges: CanvasEdge[] }) => {
    const [ids, ways] = [gone.nodes, gone.edges].map((parts) => parts.map(({ id }) => id));
    if (!readOnly) acts.remove({ nodes: ids ?? [], edges: gone.nodes.length > 0 ? [] : (ways ?? []) });
    return false;
  };
  return (
    <div ref={box} className={styles.flow}>
      <ReactFlow<CanvasNode, CanvasEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodeOrigin={[0.5, 0]}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        onConnect={({ source, target }) => acts.connect(source, target)}
        onReconnect={(edge, { source, target }) => acts.reconnect(edge.id, { from: source, to: target })}
        isValidConnection={({ source, target }) => connectRefusal(flow, source, target) === undefined}
        onBeforeDelete={remove}
        onPaneClick={() => store.getState().select({ kind: 'nothing' })}
        {...(readOnly ? looking : designing)}
        {...view}
        ariaLabelConfig={{ 'node.a11yDescription.default': t('flow.nodeKeys') }}
      >
        <Background variant={BackgroundVariant.Dots} gap={16} size={1} color="var(--fw-outline)" />
        {phone ? null : (
          <MiniMap<CanvasNode>
            pannable
            zoomable
            position="bottom-left"
            ariaLabel={t('flow.miniMap')}
            style={{ width: 148, height: 92 }}
            nodeColor={({ data }) => `var(--fw-${familyColor[nodeKinds.get(data.node.type)?.family ?? 'end']}-solid)`}
            maskColor="transparent"
          />
        )}
        <CanvasControls arrange={readOnly ? undefined : acts.arrange} />
      </ReactFlow>
    </div>
  );
}

/** The nodes as the canvas holds them while they are dragged, and what becomes of its changes. */
function useCanvasNodes({ flow, faults, readOnly }: Pick<FlowCanvasProps, 'flow' | 'faults' | 'readOnly'>) {
  const store = useDesignStore();
  const selection = useDesign((design) => design.selection);
  const acts = useFlowActs(flow.key);
  const words = useNodeWords(flow);
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  useEffect(() => setNodes((before) => toCanvasNodes({ flow, faults, selection, words }, before)), [flow, faults, selection, words]);
  const changeNodes = (changes: NodeChange<CanvasNode>[]) => {
    setNodes((before) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== 'remove' && type !== 'select'),
        before,
      ),
    );
    const moved = changes.flatMap((change) =>
      change.type === 'position' && change.dragging !== true && change.position ? [[change.id, change.position] as const] : [],
    );
    if (moved.length > 0 && !readOnly) acts.move(new Map(moved));
    const chosen = selectedAfter(
      nodes.filter(({ selected }) => selected).map(({ id }) => id),
      changes,
    );
    if (chosen) store.getState().select(chosen.length > 0 ? { kind: 'nodes', ids: chosen } : { kind: 'nothing' });
  };
  return { nodes, changeNodes };
}

/** The nodes selected after some changes; undefined when none of them is about selection. */
function selectedAfter(before: readonly string[], changes: readonly NodeChange<CanvasNode>[]): string[] | undefined {
  const selects = changes.filter((change) => change.type === 'select');
  if (selects.length === 0) return undefined;
  const chosen = new Set(before);
  for (const change of selects) {
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  return chosen.size === 0 && !selects.some(({ selected }) => selected) && before.length === 0 ? undefined : [...chosen];
}

/** Takes kinds of node dragged from the palette: into the edge under the pointer, or where they are dropped. */
function useDropOnCanvas(box: React.RefObject<HTMLDivElement | null>, flow: WorkflowDoc, readOnly: boolean): void {
  const { screenToFlowPosition } = useReactFlow();
  const locale = usePreferences((state) => state.locale);
  const acts = useFlowActs(flow.key);
  const drop = useEffectEvent((type: WorkflowNode['type'], at: { clientX: number; clientY: number }) => {
    const plus = document.elementsFromPoint(at.clientX, at.clientY).find((element) => element.closest('[data-insert-edge]'));
    const edge = plus?.closest('[data-insert-edge]')?.getAttribute('data-insert-edge') ?? undefined;
    const { x, y } = screenToFlowPosition({ x: at.clientX, y: at.clientY });
    acts.add(type, { title: nodeKinds.get(type)?.label[locale] ?? type, position: { x, y: y - 30 }, edge });
  });
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  useEffect(() => setElement(box.current), [box]);
  useEffect(() => {
    if (!element || readOnly) return undefined;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.drag === 'node',
      onDragEnter: () => element.setAttribute('data-dropping', 'true'),
      onDragLeave: () => element.removeAttribute('data-dropping'),
      onDrop: ({ source, location }) => {
        element.removeAttribute('data-dropping');
        const type = [...nodeKinds.keys()].find((one) => one === source.data.type);
        if (type) drop(type, location.current.input);
      },
    });
  }, [element, readOnly]);
}
