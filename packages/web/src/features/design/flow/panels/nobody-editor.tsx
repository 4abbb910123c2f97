import type { Nobody } from '@formwright/metadata';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import { PeopleSelect } from './assignee-editor.tsx';

/** What happens when the rules find nobody. */
export function NobodyEditor({ value, onChange }: { value: Nobody | undefined; onChange: (value: Nobody | undefined) => void }) {
  const { t } = useTranslation('design');
  const options = (['admin', 'skip', 'fallback'] as const).map((one) => ({ value: one, label: t(`flow.nobody.${one}`) }));
  return (
    <>
      <Property label={t('flow.nobody.title')} problem={value === undefined ? t('flow.nobody.missing') : undefined}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            options={options}
            value={value?.do}
            onChange={(next: Nobody['do']) => onChange(next === 'fallback' ? { do: next, users: value?.users ?? [] } : { do: next })}
          />
        )}
      </Property>
      {value?.do === 'fallback' ? (
        <PeopleSelect value={value.users ?? []} onChange={(users) => onChange({ do: 'fallback', users })} />
      ) : null}
    </>
  );
}
