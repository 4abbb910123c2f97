import { Button, Tooltip } from 'antd';
import { Settings2 } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayoutSection } from '../../../ui/record-form/form-layout.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { useFormDesign } from './form-design-context.tsx';
import styles from './form-designer.module.css';
import { useDropArea } from './use-drop.ts';

/** A section of the form: takes drops at its end, and can be selected for its settings. */
export function SectionFrame({ section, children }: { section: LayoutSection; children: ReactNode }) {
  const { t } = useTranslation('design');
  const { acts, readOnly } = useFormDesign();
  const store = useDesignStore();
  const area = useRef<HTMLDivElement>(null);
  const selected = useDesign(({ selection }) => selection.kind === 'section' && selection.section === section.key);
  const over = useDropArea(area, {
    disabled: readOnly,
    onDrop: (payload) => {
      const at = { section: section.key, index: section.items.length };
      if (payload.drag === 'newField') acts.addNew(payload.type, at);
      else acts.place(payload.field, at);
    },
  });
  const name = section.title ?? t('canvas.untitledSection');
  return (
    <div ref={area} className={styles.section} data-selected={selected || undefined} data-over={over || undefined}>
      {readOnly ? null : (
        <Tooltip title={t('canvas.sectionSettings', { name })}>
          <Button
            type="text"
            size="small"
            className={styles.sectionButton}
            aria-label={t('canvas.sectionSettings', { name })}
            icon={<Settings2 size={14} strokeWidth={2} />}
            onClick={() => store.getState().select({ kind: 'section', section: section.key })}
          />
        </Tooltip>
      )}
      {children}
      {section.items.length === 0 ? <p className={styles.emptySection}>{t('canvas.emptySection')}</p> : null}
      {over && section.items.length > 0 ? (
        <div className={styles.dropLine}>
          <span>{t('canvas.dropHere')}</span>
        </div>
      ) : null}
    </div>
  );
}
