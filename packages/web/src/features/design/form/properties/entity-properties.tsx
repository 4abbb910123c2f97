import { fieldType } from '@formwright/metadata';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocIcon } from '../../../../ui/icons/doc-icon.tsx';
import { useFormDesign } from '../form-design-context.tsx';
import styles from '../form-designer.module.css';
import { Property } from './property.tsx';

/** Names of form and entity, the field that names records, and whose records they are. */
export function EntityProperties() {
  const { t } = useTranslation('design');
  const { entity, form, acts } = useFormDesign();
  const options = entity['x-entity'];
  const fields = Object.entries(entity.properties);
  const choice = (fits: (type: ReturnType<typeof fieldType>) => boolean) =>
    fields.filter(([, field]) => fits(fieldType(field['x-field'].type))).map(([value, { title }]) => ({ value, label: title }));
  return (
    <>
      <header className={styles.propertiesHead}>
        <span className={styles.typeTile}>
          <DocIcon name={options.icon} size={18} />
        </span>
        <span className={styles.propertiesTitle}>
          <strong>{entity.title}</strong>
          <small>{t('entity.kind', { count: fields.length, key: entity.key })}</small>
        </span>
      </header>
      <div className={styles.group}>
        <Property label={t('entity.title')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={entity.title}
              onChange={(event) => acts.changeEntity({ title: event.target.value }, 'entity.title')}
            />
          )}
        </Property>
        <Property label={t('entity.form')}>
          {(id) => <Input id={id} maxLength={100} value={form.title} onChange={(event) => acts.renameForm(event.target.value)} />}
        </Property>
      </div>
      <div className={styles.group}>
        <Property label={t('entity.titleField')} hint={t('entity.titleFieldHint')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              options={choice((type) => type.titleable)}
              value={options.titleField}
              onChange={(titleField: string) => acts.changeEntityOptions({ titleField })}
            />
          )}
        </Property>
        <Property label={t('entity.ownerField')} hint={t('entity.ownerFieldHint')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ width: '100%' }}
              placeholder={t('entity.creator')}
              options={choice((type) => type.name === 'member')}
              value={options.ownerField}
              onChange={(ownerField: string | undefined) => acts.changeEntityOptions({ ownerField })}
            />
          )}
        </Property>
      </div>
      <p className={styles.propertyHint}>{t('entity.selectHint')}</p>
    </>
  );
}
