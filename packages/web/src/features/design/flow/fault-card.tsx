import type { WorkflowDoc } from '@formwright/metadata';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight, CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesignStore } from '../state/design-context.tsx';
import styles from './flow-designer.module.css';
import { nodeOf } from './flow-edits.ts';
import type { FlowFault } from './flow-faults.ts';

interface FaultCardProps {
  flow: WorkflowDoc;
  faults: readonly FlowFault[];
  /** The fault whose steps are told; none while the card is folded. */
  shown: FlowFault | undefined;
  onShow: (id: string | undefined) => void;
}

/** What is wrong with the workflow, told as the steps that lead there. */
export function FaultCard({ flow, faults, shown, onShow }: FaultCardProps) {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const at = shown ? faults.indexOf(shown) : 0;
  const open = (index: number) => {
    const fault = faults[(index + faults.length) % faults.length];
    onShow(fault?.id);
    if (fault?.edge !== undefined) store.getState().select({ kind: 'edge', id: fault.edge });
    else if (fault?.node !== undefined) store.getState().select({ kind: 'nodes', ids: [fault.node] });
  };
  if (!shown) {
    return (
      <button type="button" className={styles.faultFold} onClick={() => open(0)}>
        <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
        {t('fault.count', { count: faults.length })}
      </button>
    );
  }
  return (
    <section className={styles.faultCard} aria-live="polite">
      <header>
        <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
        <strong>{t('fault.title')}</strong>
        <small>{t('fault.number', { at: at + 1, of: faults.length })}</small>
        {faults.length > 1 ? (
          <>
            <Button
              type="text"
              size="small"
              aria-label={t('fault.previous')}
              icon={<ChevronLeft size={16} />}
              onClick={() => open(at - 1)}
            />
            <Button type="text" size="small" aria-label={t('fault.next')} icon={<ChevronRight size={16} />} onClick={() => open(at + 1)} />
          </>
        ) : null}
        <Button type="text" size="small" aria-label={t('fault.close')} icon={<X size={16} />} onClick={() => onShow(undefined)} />
      </header>
      <p>{shown.text}</p>
      {shown.way.length > 1 ? (
        <ol>
          {shown.way.map((id) => (
            <li key={id}>{nodeOf(flow, id)?.title ?? id}</li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}
