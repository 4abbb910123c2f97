import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { NodeCard } from '../../../ui/canvas/node-card.tsx';
import type { CanvasNode } from './canvas-model.ts';
import styles from './flow-designer.module.css';

/** A node on the designer's canvas, with ports to connect. */
export const StepNode = memo(function StepNode({ data: { node, summary, faults, faultTone, faultText }, selected }: NodeProps<CanvasNode>) {
  const { t } = useTranslation('design');
  const asSystem = node.type === 'update' && node.config.as === 'system' ? t('flow.as.systemNote') : undefined;
  return (
    <>
      {node.type === 'start' ? null : <Handle type="target" position={Position.Top} className={styles.port} />}
      <NodeCard
        type={node.type}
        title={node.title}
        summary={summary}
        selected={selected}
        faults={faults}
        faultTone={faultTone}
        {...(faultText ? { faultText } : {})}
        {...(asSystem ? { asSystem } : {})}
      />
      {node.type === 'end' ? null : <Handle type="source" position={Position.Bottom} className={styles.port} />}
    </>
  );
});
