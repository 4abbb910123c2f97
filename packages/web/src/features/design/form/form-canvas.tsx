import { toEntityField } from '@formwright/metadata';
import { Button, Segmented } from 'antd';
import { Monitor, Plus, Smartphone } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormFrameContext } from '../../../ui/record-form/form-frame.ts';
import { RecordForm } from '../../../ui/record-form/record-form.tsx';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import { useFormDesign } from './form-design-context.tsx';
import styles from './form-designer.module.css';
import { SectionFrame } from './section-frame.tsx';

const frame = { Field: FieldFrame, Section: SectionFrame };
const noValues = {};
const always = () => true;
const noProblems = () => [];
const ignore = () => undefined;

/** The form as people will see it, drawn by the very form they get, with frames to select and drag. */
export function FormCanvas() {
  const { t } = useTranslation('design');
  const { entity, form, acts, readOnly } = useFormDesign();
  const store = useDesignStore();
  const app = useDesign((design) => design.app);
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop');
  const fields = useMemo(
    () => Object.entries(entity.properties).map(([key, field]) => toEntityField(key, field, entity.required?.includes(key) ?? false)),
    [entity],
  );
  return (
    <section className={styles.canvas} aria-label={t('canvas.title')}>
      <div className={styles.canvasBar}>
        <Segmented
          value={device}
          onChange={setDevice}
          options={[
            { value: 'desktop' as const, icon: <Monitor size={16} strokeWidth={1.75} />, label: t('canvas.desktop') },
            { value: 'phone' as const, icon: <Smartphone size={16} strokeWidth={1.75} />, label: t('canvas.phone') },
          ]}
        />
        <button type="button" className={styles.canvasHint} onClick={() => store.getState().select({ kind: 'document' })}>
          {readOnly ? t('canvas.readOnly') : t('canvas.formSettings')}
        </button>
      </div>
      <div className={styles.sheet} data-device={device}>
        <h1>{t('canvas.newRecord', { entity: entity.title })}</h1>
        <p className={styles.sheetHint}>{t('canvas.requiredHint')}</p>
        <FormFrameContext value={frame}>
          <RecordForm
            app={app}
            fields={fields}
            form={form}
            values={noValues}
            onChange={ignore}
            canWrite={always}
            check={noProblems}
            onSubmit={ignore}
          />
        </FormFrameContext>
        {readOnly ? null : (
          <Button
            type="dashed"
            block
            icon={<Plus size={16} strokeWidth={1.75} />}
            className={styles.addSection}
            onClick={() => acts.addSection(t('canvas.newSection'))}
          >
            {t('canvas.addSection')}
          </Button>
        )}
      </div>
    </section>
  );
}
