import type { FormSection } from '@formwright/metadata';
import { Button, Input, Segmented } from 'antd';
import { ArrowDown, ArrowUp, LayoutPanelTop, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { Property } from './property.tsx';

/** Title, columns and place of a section. */
export function SectionProperties({ section }: { section: FormSection }) {
  const { t } = useTranslation('design');
  const { form, acts } = useFormDesign();
  const at = form.sections.indexOf(section);
  const last = form.sections.length - 1;
  return (
    <>
      <header className={styles.propertiesHead}>
        <span className={styles.typeTile}>
          <LayoutPanelTop size={18} strokeWidth={1.75} aria-hidden />
        </span>
        <span className={styles.propertiesTitle}>
          <strong>{section.title ?? t('canvas.untitledSection')}</strong>
          <small>{t('section.kind', { count: section.items.length })}</small>
        </span>
      </header>
      <div className={styles.group}>
        <Property label={t('section.title')} hint={t('section.titleHint')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={section.title ?? ''}
              onChange={(event) =>
                acts.changeSection(section.key, { title: event.target.value === '' ? undefined : event.target.value }, 'title')
              }
            />
          )}
        </Property>
        <Property label={t('section.columns')}>
          {(id) => (
            <Segmented
              id={id}
              block
              options={[1, 2, 3, 4].map((value) => ({ value, label: t('section.column', { count: value }) }))}
              value={section.columns ?? 2}
              onChange={(columns) => acts.changeSection(section.key, { columns })}
            />
          )}
        </Property>
      </div>
      <div className={styles.groupButtons}>
        <Button icon={<ArrowUp size={16} strokeWidth={1.75} />} disabled={at === 0} onClick={() => acts.stepSection(section.key, -1)}>
          {t('canvas.moveUp')}
        </Button>
        <Button icon={<ArrowDown size={16} strokeWidth={1.75} />} disabled={at === last} onClick={() => acts.stepSection(section.key, 1)}>
          {t('canvas.moveDown')}
        </Button>
        <Button icon={<Plus size={16} strokeWidth={1.75} />} onClick={() => acts.addSection(t('canvas.newSection'), section.key)}>
          {t('section.addBelow')}
        </Button>
        <Button danger disabled={last === 0} icon={<Trash2 size={16} strokeWidth={1.75} />} onClick={() => acts.removeSection(section.key)}>
          {t('section.remove')}
        </Button>
      </div>
      <p className={styles.propertyHint}>{t('section.removeHint')}</p>
    </>
  );
}
