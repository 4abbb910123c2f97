import { type Field, fieldType } from '@formwright/metadata';
import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { itemOf } from '../form-edits.ts';
import { DefaultProperty } from './default-property.tsx';
import { OptionEditor } from './option-editor.tsx';
import { Property, SwitchProperty } from './property.tsx';
import { SettingEditors } from './setting-editors.tsx';

/** Title, help, value and the settings that the kind of field knows. */
export function FieldBasics({ fieldKey, field }: { fieldKey: string; field: Field }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const settings = field['x-field'];
  const type = fieldType(settings.type);
  const knows = (setting: (typeof type.settings)[number]) => type.settings.includes(setting);
  return (
    <>
      <div className={styles.group}>
        <Property label={t('properties.title')} problem={field.title.trim() === '' ? t('properties.titleMissing') : undefined}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={field.title}
              onChange={(event) => acts.changeField(fieldKey, { title: event.target.value }, 'title')}
            />
          )}
        </Property>
        <Property label={t('properties.help')}>
          {(id) => (
            <Input
              id={id}
              maxLength={500}
              placeholder={t('properties.helpHint')}
              value={field.description ?? ''}
              onChange={(event) =>
                acts.changeField(fieldKey, { description: event.target.value === '' ? undefined : event.target.value }, 'description')
              }
            />
          )}
        </Property>
        {knows('placeholder') ? (
          <Property label={t('properties.placeholder')}>
            {(id) => (
              <Input
                id={id}
                maxLength={100}
                value={settings.placeholder ?? ''}
                onChange={(event) =>
                  acts.changeSettings(fieldKey, { placeholder: event.target.value === '' ? undefined : event.target.value }, 'placeholder')
                }
              />
            )}
          </Property>
        ) : null}
      </div>
      {knows('options') ? (
        <div className={styles.group}>
          <OptionEditor options={settings.options ?? []} onChange={(options, merge) => acts.setOptions(fieldKey, options, merge)} />
        </div>
      ) : null}
      <SettingEditors fieldKey={fieldKey} field={field} />
      {knows('default') ? (
        <div className={styles.group}>
          <DefaultProperty fieldKey={fieldKey} field={field} />
        </div>
      ) : null}
      <div className={styles.group}>
        <WidthProperty fieldKey={fieldKey} />
      </div>
      <Switches fieldKey={fieldKey} field={field} />
    </>
  );
}

function WidthProperty({ fieldKey }: { fieldKey: string }) {
  const { t } = useTranslation('design');
  const { form, acts } = useFormDesign();
  const item = itemOf(form, fieldKey);
  const columns = form.sections.find((section) => section.items.some(({ field }) => field === fieldKey))?.columns ?? 2;
  if (item === undefined || columns === 1)
    return <p className={styles.propertyHint}>{item === undefined ? t('properties.notInForm') : t('properties.oneColumn')}</p>;
  const options = Array.from({ length: columns }, (_, index) => ({
    value: index + 1,
    label: index + 1 === columns ? t('properties.fullWidth') : `${index + 1}/${columns}`,
  }));
  return (
    <Property label={t('properties.width')}>
      {(id) => (
        <Segmented
          id={id}
          block
          options={options}
          value={Math.min(item.span ?? 1, columns)}
          onChange={(span) => acts.changeItem(fieldKey, { span: span === 1 ? undefined : span })}
        />
      )}
    </Property>
  );
}

function Switches({ fieldKey, field }: { fieldKey: string; field: Field }) {
  const { t } = useTranslation('design');
  const { entity, acts } = useFormDesign();
  const settings = field['x-field'];
  const type = fieldType(settings.type);
  const names = entity['x-entity'].titleField === fieldKey;
  return (
    <div className={styles.group}>
      {settings.type === 'serial' ? null : (
        <SwitchProperty
          label={t('properties.required')}
          checked={entity.required?.includes(fieldKey) ?? false}
          onChange={(on) => acts.setRequired(fieldKey, on)}
        />
      )}
      {type.uniqueable ? (
        <SwitchProperty
          label={t('properties.unique')}
          checked={settings.unique ?? false}
          onChange={(on) => acts.changeSettings(fieldKey, { unique: on || undefined })}
        />
      ) : null}
      {type.settings.includes('searchable') ? (
        <SwitchProperty
          label={t('properties.searchable')}
          checked={settings.searchable ?? false}
          onChange={(on) => acts.changeSettings(fieldKey, { searchable: on || undefined })}
        />
      ) : null}
      {type.settings.includes('due') ? (
        <SwitchProperty
          label={t('properties.due')}
          hint={t('properties.dueHint')}
          checked={settings.due ?? false}
          onChange={(on) => acts.changeSettings(fieldKey, { due: on || undefined })}
        />
      ) : null}
      {type.titleable ? (
        <SwitchProperty
          label={t('properties.titleField')}
          checked={names}
          disabled={names}
          onChange={() => acts.changeEntityOptions({ titleField: fieldKey })}
        />
      ) : null}
    </div>
  );
}
