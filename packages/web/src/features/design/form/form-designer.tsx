import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { useDesignStore } from '../state/design-context.tsx';
import { nothing } from '../state/selection.ts';
import { FieldPalette } from './field-palette.tsx';
import { FormCanvas } from './form-canvas.tsx';
import { FormDesignProvider } from './form-design-context.tsx';
import styles from './form-designer.module.css';
import { FormProperties } from './properties/form-properties.tsx';

/** Designs one form by dragging: palette, the form itself, and the properties of what is selected. */
export function FormDesigner({ readOnly }: { readOnly: boolean }) {
  const { t } = useTranslation('design');
  const { key = '' } = useParams();
  const store = useDesignStore();
  useEffect(() => () => store.getState().select(nothing), [store]);
  return (
    <FormDesignProvider formKey={key} readOnly={readOnly} missing={<EmptyState title={t('missing')} />}>
      <div className={styles.designer} data-read-only={readOnly || undefined}>
        {readOnly ? null : <FieldPalette />}
        <FormCanvas />
        {readOnly ? null : <FormProperties />}
      </div>
    </FormDesignProvider>
  );
}
