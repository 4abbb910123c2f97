import { nodeKinds } from '@formwright/workflow';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, useNodes } from '@xyflow/react';
import { Dropdown } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Area, middleOf, roundedPath, routeEdge } from '../../../ui/canvas/edge-route.ts';
import { nodeSize } from '../../../ui/canvas/node-look.ts';
import { NodeTile } from '../../../ui/canvas/node-tile.tsx';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import type { CanvasEdge, CanvasNode } from './canvas-model.ts';
import styles from './flow-designer.module.css';
import { useFlowActs } from './use-flow-acts.ts';

/** Ports stand half outside their node, in px; edges begin and end at the node itself. */
const portRadius = 5;

/** An edge with its words and a + that puts a node into it; it runs around the nodes in its way. */
export function InsertEdge({ id, source, target, sourceX, sourceY, targetX, targetY, selected, data }: EdgeProps<CanvasEdge>) {
  const others = useNodes<CanvasNode>().filter((node) => node.id !== source && node.id !== target);
  const from = { x: sourceX, y: sourceY - portRadius };
  const to = { x: targetX, y: targetY + portRadius };
  const points = routeEdge(from, to, others.map(areaOf));
  const middle = middleOf(points);
  const tone = data?.tone ?? 'plain';
  const words = data?.title;
  return (
    <>
      <BaseEdge
        id={id}
        path={roundedPath(points)}
        interactionWidth={20}
        className={styles.edge ?? ''}
        data-tone={tone}
        data-selected={selected || undefined}
      />
      <path d={`M${to.x - 4},${to.y - 7} L${to.x + 4},${to.y - 7} L${to.x},${to.y} Z`} className={styles.arrow} data-tone={tone} />
      <EdgeLabelRenderer>
        {words ? (
          <span
            className={styles.edgeTitle}
            data-tone={tone}
            title={words}
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y - 9}px)` }}
          >
            {words}
          </span>
        ) : null}
        {data && !data.readOnly ? <InsertButton edge={id} flow={data.flow} x={middle.x} y={middle.y + (words ? 9 : 0)} /> : null}
      </EdgeLabelRenderer>
    </>
  );
}

function areaOf({ position, data }: CanvasNode): Area {
  const { width, height } = nodeSize(data.node.type);
  return { left: position.x - width / 2, right: position.x + width / 2, top: position.y, bottom: position.y + height };
}

function InsertButton({ edge, flow, x, y }: { edge: string; flow: string; x: number; y: number }) {
  const { t } = useTranslation('design');
  const locale = usePreferences((state) => state.locale);
  const acts = useFlowActs(flow);
  const kinds = [...nodeKinds.values()].filter(({ type, ways }) => type !== 'start' && ways !== 'none');
  const items = kinds.map(({ type, label }) => ({ key: type, icon: <NodeTile type={type} size={22} />, label: label[locale] }));
  const insert = (key: string) => {
    const kind = kinds.find(({ type }) => type === key);
    if (kind) acts.add(kind.type, { title: kind.label[locale], position: { x, y: y - 30 }, edge });
  };
  return (
    <span className={styles.insert} data-insert-edge={edge} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => insert(key) }}>
        <button type="button" className="nodrag nopan" aria-label={t('flow.insert')}>
          <Plus size={12} strokeWidth={2.5} aria-hidden />
        </button>
      </Dropdown>
    </span>
  );
}
