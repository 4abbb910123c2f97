import type { WorkflowNode } from '@formwright/metadata';
import { nodeKinds } from '@formwright/workflow';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { Dropdown } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NodeTile } from '../../../ui/canvas/node-tile.tsx';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import type { CanvasEdge } from './canvas-model.ts';
import styles from './flow-designer.module.css';
import { useFlowActs } from './use-flow-acts.ts';

/** An edge with its words and a + that puts a node into it. */
export function InsertEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
  selected,
  data,
}: EdgeProps<CanvasEdge>) {
  const [path, labelX, labelY] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, borderRadius: 8 });
  const tone = data?.tone ?? 'plain';
  const straight = Math.abs(sourceX - targetX) < 2;
  // The words stand where a branch runs down alone; the + stays in the middle.
  const words = straight ? { x: labelX, y: labelY } : { x: targetX, y: (labelY + targetY) / 2 };
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={20}
        className={styles.edge ?? ''}
        data-tone={tone}
        data-selected={selected || undefined}
        markerEnd={undefined}
      />
      <path
        d={`M${targetX - 4},${targetY - 7} L${targetX + 4},${targetY - 7} L${targetX},${targetY} Z`}
        className={styles.arrow}
        data-tone={tone}
      />
      <EdgeLabelRenderer>
        {data?.title ? (
          <span
            className={styles.edgeTitle}
            data-tone={tone}
            style={{ transform: `translate(-50%, -50%) translate(${words.x}px, ${words.y - (straight ? 16 : 4)}px)` }}
          >
            {data.title}
          </span>
        ) : null}
        {data && !data.readOnly ? (
          <InsertButton edge={id} flow={data.flow} x={labelX} y={labelY + (data.title && straight ? 10 : 0)} />
        ) : null}
      </EdgeLabelRenderer>
    </>
  );
}

function InsertButton({ edge, flow, x, y }: { edge: string; flow: string; x: number; y: number }) {
  const { t } = useTranslation('design');
  const locale = usePreferences((state) => state.locale);
  const acts = useFlowActs(flow);
  const kinds = [...nodeKinds.values()].filter(({ type, ways }) => type !== 'start' && ways !== 'none');
  const items = kinds.map(({ type, label }) => ({ key: type, icon: <NodeTile type={type} size={22} />, label: label[locale] }));
  const insert = (key: string) => {
    const kind = kinds.find(({ type }) => type === key);
    if (kind) acts.add(kind.type as WorkflowNode['type'], { title: kind.label[locale], position: { x, y: y - 30 }, edge });
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
