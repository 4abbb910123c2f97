import { type Field, type FieldKeyword, type FieldOptions, type FieldSetting, fieldType } from '@formwright/metadata';
import { Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesign } from '../../state/design-context.tsx';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { Property } from './property.tsx';

interface EditorProps {
  fieldKey: string;
  field: Field;
}

const bounds: ReadonlyArray<[FieldKeyword, FieldKeyword]> = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
];
const ownEditors: ReadonlyMap<FieldSetting, (props: EditorProps) => ReactNode> = new Map<FieldSetting, (props: EditorProps) => ReactNode>([
  ['pattern', (props) => <SerialPattern {...props} />],
  ['reset', (props) => <SerialReset {...props} />],
  ['currency', (props) => <Currency {...props} />],
  ['scale', (props) => <WholeNumber {...props} setting="scale" standard={2} most={6} />],
  ['max', (props) => <WholeNumber {...props} setting="max" standard={5} most={10} />],
  ['to', (props) => <Target {...props} />],
  ['onDelete', (props) => <OnDelete {...props} />],
  ['accept', (props) => <Accept {...props} />],
]);

/** The settings that only some kinds of field know: limits, number shapes, relations, files. */
export function SettingEditors({ fieldKey, field }: EditorProps) {
  const type = fieldType(field['x-field'].type);
  const settings = type.settings.flatMap((setting) => {
    const editor = ownEditors.get(setting);
    return editor ? [{ setting, editor }] : [];
  });
  const limits = bounds.filter(([low]) => type.keywords.includes(low));
  if (settings.length === 0 && limits.length === 0) return null;
  return (
    <div className={styles.group}>
      {settings.map(({ setting, editor: Editor }) => (
        <Editor key={setting} fieldKey={fieldKey} field={field} />
      ))}
      {limits.map(([low, high]) => (
        <Limits key={low} fieldKey={fieldKey} field={field} low={low} high={high} />
      ))}
    </div>
  );
}

function Limits({ fieldKey, field, low, high }: EditorProps & { low: FieldKeyword; high: FieldKeyword }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const set = (keyword: FieldKeyword, value: unknown) =>
    acts.changeField(fieldKey, { [keyword]: typeof value === 'number' ? value : undefined }, keyword);
  const wrong = Number(field[low] ?? Number.NEGATIVE_INFINITY) > Number(field[high] ?? Number.POSITIVE_INFINITY);
  return (
    <div className={styles.pair}>
      {[low, high].map((keyword) => (
        <Property
          key={keyword}
          label={t(`properties.${keyword}`)}
          problem={wrong && keyword === high ? t('properties.rangeEmpty') : undefined}
        >
          {(id) => (
            <InputNumber
              id={id}
              style={{ width: '100%' }}
              value={field[keyword] as number | undefined}
              {...(keyword === 'minimum' || keyword === 'maximum' ? {} : { min: 0, precision: 0 })}
              onChange={(value) => set(keyword, value)}
            />
          )}
        </Property>
      ))}
    </div>
  );
}

function SerialPattern({ fieldKey, field }: EditorProps) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const pattern = field['x-field'].pattern ?? '';
  const counters = pattern.match(/\{0+\}/g)?.length ?? 0;
  return (
    <Property
      label={t('properties.pattern')}
      hint={t('properties.patternHint')}
      problem={counters === 1 ? undefined : t('properties.patternWrong')}
    >
      {(id) => (
        <Input
          id={id}
          value={pattern}
          maxLength={60}
          onChange={(event) => acts.changeSettings(fieldKey, { pattern: event.target.value }, 'pattern')}
        />
      )}
    </Property>
  );
}

function SerialReset({ fieldKey, field }: EditorProps) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const options = (['never', 'year', 'month', 'day'] as const).map((value) => ({ value, label: t(`properties.resets.${value}`) }));
  return (
    <Property label={t('properties.reset')}>
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          options={options}
          value={field['x-field'].reset ?? 'never'}
          onChange={(reset: NonNullable<FieldOptions['reset']>) =>
            acts.changeSettings(fieldKey, { reset: reset === 'never' ? undefined : reset })
          }
        />
      )}
    </Property>
  );
}

function Currency({ fieldKey, field }: EditorProps) {
  const { t, i18n } = useTranslation('design');
  const { acts } = useFormDesign();
  const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
  const options = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF'].map((value) => ({
    value,
    label: `${names.of(value) ?? value} ${value}`,
  }));
  return (
    <Property label={t('properties.currency')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: '100%' }}
          options={options}
          value={field['x-field'].currency ?? 'CNY'}
          onChange={(currency: string) => acts.changeSettings(fieldKey, { currency })}
        />
      )}
    </Property>
  );
}

function WholeNumber({
  fieldKey,
  field,
  setting,
  standard,
  most,
}: EditorProps & { setting: 'scale' | 'max'; standard: number; most: number }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  return (
    <Property label={t(`properties.${setting}`)}>
      {(id) => (
        <InputNumber
          id={id}
          style={{ width: '100%' }}
          min={setting === 'max' ? 3 : 0}
          max={most}
          precision={0}
          value={field['x-field'][setting] ?? standard}
          onChange={(value) => acts.changeSettings(fieldKey, { [setting]: value ?? undefined }, setting)}
        />
      )}
    </Property>
  );
}

function Target({ fieldKey, field }: EditorProps) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const entities = useDesign((design) => design.history.docs.entities);
  return (
    <Property label={t('properties.to')} problem={field['x-field'].to ? undefined : t('properties.toMissing')}>
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          options={entities.map(({ key, title }) => ({ value: key, label: title }))}
          value={field['x-field'].to}
          onChange={(to: string) => acts.changeSettings(fieldKey, { to, show: undefined })}
        />
      )}
    </Property>
  );
}

function OnDelete({ fieldKey, field }: EditorProps) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const options = (['clear', 'refuse'] as const).map((value) => ({ value, label: t(`properties.onDeletes.${value}`) }));
  return (
    <Property label={t('properties.onDelete')}>
      {(id) => (
        <Select
          id={id}
          style={{ width: '100%' }}
          options={options}
          value={field['x-field'].onDelete ?? 'clear'}
          onChange={(onDelete: 'clear' | 'refuse') =>
            acts.changeSettings(fieldKey, { onDelete: onDelete === 'clear' ? undefined : onDelete })
          }
        />
      )}
    </Property>
  );
}

function Accept({ fieldKey, field }: EditorProps) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  return (
    <Property label={t('properties.accept')} hint={t('properties.acceptHint')}>
      {(id) => (
        <Select
          id={id}
          mode="tags"
          style={{ width: '100%' }}
          options={['image/*', '.pdf', '.docx', '.xlsx'].map((value) => ({ value, label: value }))}
          value={field['x-field'].accept ?? []}
          onChange={(accept: string[]) => acts.changeSettings(fieldKey, { accept: accept.length > 0 ? accept : undefined })}
        />
      )}
    </Property>
  );
}
