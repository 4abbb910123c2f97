import '@xyflow/react/dist/base.css';
import type { WorkflowDoc } from '@formwright/metadata';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { documentOf } from '../state/documents.ts';
import { nothing } from '../state/selection.ts';
import { FaultCard } from './fault-card.tsx';
import { FlowCanvas } from './flow-canvas.tsx';
import styles from './flow-designer.module.css';
import { type FlowFault, flowFaults } from './flow-faults.ts';
import { FlowProperties } from './flow-properties.tsx';
import { NodePalette } from './node-palette.tsx';

/** Designs one workflow on a canvas: palette, graph, and the properties of what is selected. */
export function FlowDesigner({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('design');
  const { key = '' } = useParams();
  const store = useDesignStore();
  const flow = useDesign((design) => documentOf(design.history.docs, { kind: 'workflow', key }));
  useEffect(() => () => store.getState().select(nothing), [store]);
  if (!flow) return <EmptyState title={t('missing')} />;
  return (
    <ReactFlowProvider key={key}>
      <Designer flow={flow} readOnly={readOnly} />
    </ReactFlowProvider>
  );
}

function Designer({ flow, readOnly }: { flow: WorkflowDoc; readOnly: boolean }) {
  const faults = useFaults(flow);
  const [shown, setShown] = useState<string>();
  const fault = faults.find(({ id }) => id === shown);
  return (
    <div className={styles.designer}>
      {readOnly ? null : <NodePalette flow={flow} />}
      <section className={styles.canvas}>
        <FlowCanvas flow={flow} faults={faults} way={fault?.way ?? []} readOnly={readOnly} />
        {faults.length > 0 && !readOnly ? <FaultCard flow={flow} faults={faults} shown={fault} onShow={setShown} /> : null}
      </section>
      {readOnly ? null : <FlowProperties flow={flow} faults={faults} />}
    </div>
  );
}

function useFaults(flow: WorkflowDoc): FlowFault[] {
  const { t } = useTranslation('design');
  const locale = usePreferences((state) => state.locale);
  return useMemo(
    () =>
      flowFaults(flow, locale, {
        unwritten: (title) => t('fault.unwritten', { title }),
        formula: (title, reason) => t('fault.formula', { title, reason }),
      }),
    [flow, locale, t],
  );
}
