import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Button, Tooltip } from 'antd';
import { Maximize, Minus, Network, Plus, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesignStore } from '../state/design-context.tsx';
import styles from './flow-designer.module.css';

/** Zoom, fit, arranging the nodes, and the settings of the workflow. */
export function CanvasControls({ arrange }: { arrange: (() => void) | undefined }) {
  const { t } = useTranslation('design');
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow();
  const store = useDesignStore();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const fit = () => void fitView({ padding: 0.15, maxZoom: 1, duration: 160 });
  const tidy = () => {
    arrange?.();
    requestAnimationFrame(() => requestAnimationFrame(fit));
  };
  return (
    <Panel position="bottom-left" className={styles.controls ?? ''}>
      <Lone title={t('flow.zoomOut')} icon={<Minus size={16} strokeWidth={1.75} />} onClick={() => void zoomOut()} />
      <button type="button" className={styles.zoom} aria-label={t('flow.zoomReset')} onClick={() => void zoomTo(1)}>
        {zoom}%
      </button>
      <Lone title={t('flow.zoomIn')} icon={<Plus size={16} strokeWidth={1.75} />} onClick={() => void zoomIn()} />
      <Lone title={t('flow.fit')} icon={<Maximize size={16} strokeWidth={1.75} />} onClick={fit} />
      {arrange ? <Lone title={t('flow.arrange')} icon={<Network size={16} strokeWidth={1.75} />} onClick={tidy} /> : null}
      {arrange ? (
        <Lone
          title={t('flow.settings')}
          icon={<SlidersHorizontal size={16} strokeWidth={1.75} />}
          onClick={() => store.getState().select({ kind: 'document' })}
        />
      ) : null}
    </Panel>
  );
}

function Lone({ title, icon, onClick }: { title: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip title={title}>
      <Button type="text" size="small" aria-label={title} icon={icon} onClick={onClick} />
    </Tooltip>
  );
}
