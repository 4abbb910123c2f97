import type { WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { nodeKinds } from '@formwright/workflow';
import { Button, Input, Tooltip } from 'antd';
import { CircleAlert, Copy, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NodeTile } from '../../../ui/canvas/node-tile.tsx';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { Property } from '../form/properties/property.tsx';
import { PropertyPanel } from '../frame/property-panel.tsx';
import { useDesign } from '../state/design-context.tsx';
import styles from './flow-designer.module.css';
import { nodeOf } from './flow-edits.ts';
import type { FlowFault } from './flow-faults.ts';
import { nodeDesign } from './nodes/registry.ts';
import { Branch } from './panels/branch-editor.tsx';
import { TriggerPanel } from './panels/trigger-panel.tsx';
import { useFlowActs } from './use-flow-acts.ts';

/** The properties of what is selected on the canvas. */
export function FlowProperties({ flow, faults }: { flow: WorkflowDoc; faults: readonly FlowFault[] }) {
  const selection = useDesign((design) => design.selection);
  const ids = selection.kind === 'nodes' ? selection.ids : [];
  const node = ids.length === 1 ? nodeOf(flow, ids[0] ?? '') : undefined;
  const edge = selection.kind === 'edge' ? flow.edges.find(({ id }) => id === selection.id) : undefined;
  const branching = edge && nodeOf(flow, edge.from)?.type === 'condition';
  return (
    <PropertyPanel>
      {node ? <NodeProperties key={node.id} node={node} flow={flow} faults={faults.filter((fault) => fault.node === node.id)} /> : null}
      {ids.length > 1 ? <ManyProperties ids={ids} flow={flow} /> : null}
      {edge && branching ? (
        <div className={styles.panel}>
          <Branch edge={edge} number={1} last flow={flow} />
        </div>
      ) : null}
      {node || ids.length > 1 || branching ? null : <WorkflowProperties flow={flow} />}
    </PropertyPanel>
  );
}

function NodeProperties({ node, flow, faults }: { node: WorkflowNode; flow: WorkflowDoc; faults: readonly FlowFault[] }) {
  const { t } = useTranslation('design');
  const locale = usePreferences((state) => state.locale);
  const acts = useFlowActs(flow.key);
  const { Panel } = nodeDesign(node.type);
  const copy = () => {
    acts.copy([node.id]);
    acts.paste();
  };
  return (
    <>
      <header className={styles.head}>
        <NodeTile type={node.type} />
        <span className={styles.headText}>
          <strong>{node.title}</strong>
          <small>
            {nodeKinds.get(node.type)?.label[locale]} · {node.id}
          </small>
        </span>
        {node.type === 'start' ? null : (
          <>
            <Tooltip title={t('canvas.duplicate')}>
              <Button type="text" aria-label={t('canvas.duplicate')} icon={<Copy size={16} strokeWidth={1.75} />} onClick={copy} />
            </Tooltip>
            <Tooltip title={t('flow.remove')}>
              <Button
                type="text"
                aria-label={t('flow.remove')}
                icon={<Trash2 size={16} strokeWidth={1.75} />}
                onClick={() => acts.remove({ nodes: [node.id], edges: [] })}
              />
            </Tooltip>
          </>
        )}
      </header>
      {faults.length > 0 ? (
        <ul className={styles.nodeFaults}>
          {faults.map((fault) => (
            <li key={fault.id} data-severity={fault.severity}>
              <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
              {fault.text}
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.panel}>
        <Property label={t('flow.name')}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              value={node.title}
              onChange={(event) => acts.changeNode({ ...node, title: event.target.value }, 'title')}
            />
          )}
        </Property>
        <Panel node={node} flow={flow} onChange={acts.changeNode} />
      </div>
    </>
  );
}

function ManyProperties({ ids, flow }: { ids: readonly string[]; flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  return (
    <div className={styles.panel}>
      <strong>{t('flow.many', { count: ids.length })}</strong>
      <Button icon={<Copy size={16} strokeWidth={1.75} />} onClick={() => acts.copy(ids)}>
        {t('flow.copy')}
      </Button>
      <Button danger icon={<Trash2 size={16} strokeWidth={1.75} />} onClick={() => acts.remove({ nodes: ids, edges: [] })}>
        {t('flow.remove')}
      </Button>
    </div>
  );
}

function WorkflowProperties({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  return (
    <>
      <header className={styles.head}>
        <NodeTile type="start" />
        <span className={styles.headText}>
          <strong>{flow.title}</strong>
          <small>{t('flow.kind', { key: flow.key })}</small>
        </span>
      </header>
      <div className={styles.panel}>
        <Property label={t('flow.title')}>
          {(id) => <Input id={id} maxLength={100} value={flow.title} onChange={(event) => acts.rename(event.target.value)} />}
        </Property>
        <Property label={t('flow.description')}>
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 1, maxRows: 4 }}
              maxLength={500}
              value={flow.description ?? ''}
              onChange={(event) => acts.describe(event.target.value)}
            />
          )}
        </Property>
        <TriggerPanel flow={flow} />
      </div>
    </>
  );
}
