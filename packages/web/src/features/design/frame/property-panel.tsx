import { Button } from 'antd';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { nothing } from '../state/selection.ts';
import styles from './property-panel.module.css';

/** The properties at the right of a designer. On a tablet they slide over the canvas while something is selected. */
export function PropertyPanel({ children }: { children: ReactNode }) {
  const { t } = useTranslation('design');
  const slides = useViewport() === 'rail';
  const store = useDesignStore();
  const asked = useDesign(({ selection }) => selection.kind !== 'nothing');
  if (slides && !asked) return null;
  return (
    <aside className={styles.panel} data-slides={slides || undefined} aria-label={t('properties.basics')}>
      {slides ? (
        <Button
          type="text"
          className={styles.close ?? ''}
          aria-label={t('properties.close')}
          icon={<X size={16} strokeWidth={1.75} />}
          onClick={() => store.getState().select(nothing)}
        />
      ) : null}
      {children}
    </aside>
  );
}
