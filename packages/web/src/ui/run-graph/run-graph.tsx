import '@xyflow/react/dist/base.css';
import type { Run } from '@formwright/client';
import { Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutGraph } from '../canvas/layout-graph.ts';
import { useFormat } from '../format/use-format.ts';
import styles from './run-graph.module.css';
import { edgeState, type RunStep, runSteps } from './run-states.ts';
import { StateIcon } from './state-icon.tsx';
import { stepWords } from './step-words.ts';

type StepNode = Node<{ step: RunStep; title: string; detail: string }, 'step'>;

const size = { width: 212, height: 48 };
const nodeTypes = { step: StepBox };

/** A run drawn as its graph: what is done, where it waits and since when, what is to come. */
export function RunGraph({ run }: { run: Run }) {
  const { t } = useTranslation('canvas');
  const format = useFormat();
  const { nodes, edges, height } = useMemo(() => draw(run, (step) => stepWords(step, t, format)), [run, t, format]);
  return (
    <div className={styles.graph} style={{ height: height + 48 }} role="img" aria-label={t('run.graph', { title: run.workflowTitle })}>
      <ReactFlow<StepNode>
        key={`${run.id}-${run.trace.length}`}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodeOrigin={[0.5, 0]}
        fitView
        fitViewOptions={{ padding: { x: '16px', y: '16px' }, maxZoom: 1 }}
        minZoom={0.3}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

/** Steps of a run in the order of time: what happened, then what waits, then what is to come. */
export function orderedSteps(run: Run): RunStep[] {
  const rank = (step: RunStep) => (step.state === 'toCome' ? 2 : step.state === 'now' || step.state === 'failed' ? 1 : 0);
  const at = new Map(run.graph.nodes.map(({ id }, index) => [id, index]));
  return runSteps(run)
    .filter((step) => step.state !== 'passedBy')
    .sort((a, b) => rank(a) - rank(b) || (a.since ?? '').localeCompare(b.since ?? '') || (at.get(a.id) ?? 0) - (at.get(b.id) ?? 0));
}

function draw(run: Run, words: (step: RunStep) => { title: string; detail: string }) {
  const steps = runSteps(run);
  const states = new Map(steps.map(({ id, state }) => [id, state]));
  const places = layoutGraph(
    steps.map(({ id }) => ({ id, ...size })),
    run.graph.edges,
    { side: 16, row: 20 },
  );
  const nodes: StepNode[] = steps.map((step) => ({
    id: step.id,
    type: 'step',
    position: places.get(step.id) ?? { x: 0, y: 0 },
    data: { step, ...words(step) },
  }));
  const edges = run.graph.edges.map((edge) => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    type: 'smoothstep' as const,
    className: styles[edgeState(edge, run, states)] ?? '',
    pathOptions: { borderRadius: 8 },
  }));
  return { nodes, edges, height: Math.max(0, ...[...places.values()].map(({ y }) => y + size.height)) };
}

function StepBox({ data: { step, title, detail } }: NodeProps<StepNode>) {
  return (
    <div className={styles.step} data-state={step.state}>
      <Handle type="target" position={Position.Top} className={styles.port} />
      <StateIcon state={step.state} />
      <span className={styles.words}>
        <strong>{title}</strong>
        <small>{detail}</small>
      </span>
      <Handle type="source" position={Position.Bottom} className={styles.port} />
    </div>
  );
}
