import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { type NodeFamily, type NodeKind, nodeKinds } from '@formwright/workflow';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NodeTile } from '../../../ui/canvas/node-tile.tsx';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useDesignStore } from '../state/design-context.tsx';
import styles from './flow-designer.module.css';
import { edgesFrom, nodeOf, rowHeight } from './flow-edits.ts';
import { useFlowActs } from './use-flow-acts.ts';

const families: readonly NodeFamily[] = ['people', 'branch', 'data', 'outside', 'end'];

/** The kinds of node the engine knows, to drag onto the canvas or to add after the selected node. */
export function NodePalette({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const locale = usePreferences((state) => state.locale);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const kinds = [...nodeKinds.values()].filter(
    ({ type, label, help }) => type !== 'start' && `${label[locale]} ${help[locale]}`.toLowerCase().includes(wanted),
  );
  return (
    <aside className={styles.palette} aria-label={t('flow.palette')}>
      <Input
        allowClear
        aria-label={t('flow.search')}
        placeholder={t('flow.search')}
        prefix={<Search size={16} strokeWidth={1.75} />}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {families.map((family) => {
        const own = kinds.filter((kind) => kind.family === family);
        return own.length === 0 ? null : (
          <section key={family}>
            <h2>{t(`flow.family.${family}`)}</h2>
            <div className={styles.kinds}>
              {own.map((kind) => (
                <KindTile key={kind.type} kind={kind} flow={flow} />
              ))}
            </div>
          </section>
        );
      })}
      <p className={styles.note}>{t('flow.paletteHint')}</p>
    </aside>
  );
}

function KindTile({ kind, flow }: { kind: NodeKind; flow: WorkflowDoc }) {
  const locale = usePreferences((state) => state.locale);
  const store = useDesignStore();
  const acts = useFlowActs(flow.key);
  const tile = useRef<HTMLButtonElement>(null);
  const { type } = kind;
  useEffect(() => {
    const element = tile.current;
    return element ? draggable({ element, getInitialData: () => ({ drag: 'node', type }) }) : undefined;
  }, [type]);
  const add = () => {
    const { selection } = store.getState();
    const selected = selection.kind === 'nodes' ? nodeOf(flow, selection.ids[0] ?? '') : undefined;
    acts.add(type, { title: kind.label[locale], ...spotAfter(flow, selected, type) });
  };
  return (
    <button ref={tile} type="button" className={styles.kind} title={kind.help[locale]} onClick={add}>
      <NodeTile type={type} size={26} />
      <span>{kind.label[locale]}</span>
    </button>
  );
}

/** Where a click puts a node: into the way after the selected node, else into the way that reaches the end. */
function spotAfter(
  flow: WorkflowDoc,
  selected: WorkflowNode | undefined,
  type: WorkflowNode['type'],
): { position: { x: number; y: number }; edge?: string } {
  const ends = new Set(flow.nodes.filter((node) => node.type === 'end').map(({ id }) => id));
  const edge = selected ? edgesFrom(flow, selected.id)[0] : flow.edges.find(({ to }) => ends.has(to));
  const from = selected ?? (edge && nodeOf(flow, edge.from));
  const position = from ? { x: from.position.x, y: from.position.y + rowHeight } : { x: 0, y: 0 };
  if (edge === undefined || type === 'end') return { position: { x: position.x + (edge ? 240 : 0), y: position.y } };
  return { position, edge: edge.id };
}
