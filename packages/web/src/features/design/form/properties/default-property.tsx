import { dynamicDefaults, type Field, toEntityField } from '@formwright/metadata';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { fieldKind } from '../../../../ui/field-kinds/field-kinds.ts';
import { useDesign } from '../../state/design-context.tsx';
import { useFormDesign } from '../form-design-context.tsx';
import { Property } from './property.tsx';

/** Where the value of a new record comes from: nowhere, a constant, or who and when. */
export function DefaultProperty({ fieldKey, field }: { fieldKey: string; field: Field }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const app = useDesign((design) => design.app);
  const value = field['x-field'].default;
  const known = toEntityField(fieldKey, field, false);
  const dynamics = dynamicDefaults(known);
  const mode = value === undefined ? 'none' : 'dynamic' in value ? value.dynamic : 'constant';
  const options = [
    { value: 'none', label: t('properties.noDefault') },
    { value: 'constant', label: t('properties.constant') },
    ...dynamics.map((name) => ({ value: name, label: t(`properties.dynamic.${name}`) })),
  ];
  const choose = (next: string) => {
    const dynamic = dynamics.find((name) => name === next);
    acts.changeSettings(fieldKey, { default: dynamic ? { dynamic } : next === 'constant' ? { value: null } : undefined });
  };
  const { Input } = fieldKind(field['x-field'].type);
  return (
    <Property label={t('properties.default')}>
      {(id) => (
        <>
          <Select id={id} style={{ width: '100%' }} options={options} value={mode} onChange={choose} />
          {mode === 'constant' && value !== undefined && 'value' in value ? (
            <div style={{ marginTop: 8 }}>
              <Input
                app={app}
                field={known}
                value={value.value ?? undefined}
                label={t('properties.constant')}
                onChange={(next) => acts.changeSettings(fieldKey, { default: { value: next ?? null } }, 'default')}
              />
            </div>
          ) : null}
        </>
      )}
    </Property>
  );
}
