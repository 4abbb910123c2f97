import type { Edge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { Button, Input, Tooltip } from 'antd';
import { ChevronDown, ChevronUp, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from '../flow-designer.module.css';
import { edgesFrom, nodeOf } from '../flow-edits.ts';
import { useFlowActs } from '../use-flow-acts.ts';
import { ConditionEditor } from './condition-editor.tsx';

/** The branches of a condition in the order in which they are tried; the default comes last. */
export function BranchEditor({ node, flow }: { node: WorkflowNode; flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const edges = edgesFrom(flow, node.id);
  const ordered = [...edges.filter((edge) => edge.when !== undefined), ...edges.filter((edge) => edge.when === undefined)];
  if (edges.length === 0) return <p className={styles.note}>{t('branch.none')}</p>;
  return (
    <>
      <p className={styles.note}>{t('branch.hint')}</p>
      {ordered.map((edge, index) => (
        <Branch
          key={edge.id}
          edge={edge}
          number={index + 1}
          last={index === ordered.filter(({ when }) => when !== undefined).length - 1}
          flow={flow}
        />
      ))}
    </>
  );
}

/** One branch: its name, condition and place in the order. */
export function Branch({ edge, number, last, flow }: { edge: Edge; number: number; last: boolean; flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  const target = nodeOf(flow, edge.to)?.title ?? edge.to;
  const isDefault = edge.when === undefined;
  return (
    <section className={styles.branch}>
      <header>
        <strong>{isDefault ? t('branch.default', { target }) : t('branch.to', { number, target })}</strong>
        {isDefault ? null : (
          <>
            <Lone
              title={t('canvas.moveUp')}
              disabled={number === 1}
              icon={<ChevronUp size={16} strokeWidth={1.75} />}
              onClick={() => acts.stepEdge(edge.id, -1)}
            />
            <Lone
              title={t('canvas.moveDown')}
              disabled={last}
              icon={<ChevronDown size={16} strokeWidth={1.75} />}
              onClick={() => acts.stepEdge(edge.id, 1)}
            />
          </>
        )}
        <Lone
          title={t('branch.remove')}
          disabled={false}
          icon={<Trash2 size={16} strokeWidth={1.75} />}
          onClick={() => acts.removeEdges([edge.id])}
        />
      </header>
      <Input
        aria-label={t('branch.title')}
        placeholder={t('branch.title')}
        maxLength={60}
        value={edge.title ?? ''}
        onChange={(event) => acts.changeEdge(edge.id, { title: event.target.value }, 'title')}
      />
      {isDefault ? (
        <p className={styles.note}>{t('branch.defaultHint')}</p>
      ) : (
        <>
          <ConditionEditor
            label={t('branch.when')}
            flow={flow}
            value={edge.when}
            onChange={(when) => acts.changeEdge(edge.id, { when: when ?? 'false' }, 'when')}
          />
          <Button type="link" size="small" onClick={() => acts.makeDefault(edge.id)}>
            {t('branch.makeDefault')}
          </Button>
        </>
      )}
    </section>
  );
}

function Lone({ title, icon, disabled, onClick }: { title: string; icon: React.ReactNode; disabled: boolean; onClick: () => void }) {
  return (
    <Tooltip title={title}>
      <Button type="text" size="small" aria-label={title} icon={icon} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}
