import { type FieldGroup, fieldTypes } from '@formwright/metadata';
import { Input, Segmented } from 'antd';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useDesignStore } from '../state/design-context.tsx';
import { useFormDesign } from './form-design-context.tsx';
import styles from './form-designer.module.css';
import { placeOf } from './form-edits.ts';
import { PaletteTile } from './palette-tile.tsx';

const groups: readonly FieldGroup[] = ['text', 'number', 'time', 'choice', 'contact', 'organisation', 'link'];

/** What can be put into the form: new fields by kind, and the entity's fields that exist. */
export function FieldPalette() {
  const { t } = useTranslation('design');
  const { entity } = useFormDesign();
  const [tab, setTab] = useState<'new' | 'known'>('new');
  const [search, setSearch] = useState('');
  return (
    <aside className={styles.palette} aria-label={t('palette.title')}>
      <Segmented
        block
        className={styles.paletteTabs ?? ''}
        value={tab}
        onChange={setTab}
        options={[
          { value: 'new' as const, label: t('palette.new') },
          { value: 'known' as const, label: t('palette.known', { count: Object.keys(entity.properties).length }) },
        ]}
      />
      <Input
        allowClear
        aria-label={t('palette.search')}
        placeholder={tab === 'new' ? t('palette.search') : t('palette.searchKnown')}
        prefix={<Search size={16} strokeWidth={1.75} />}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {tab === 'new' ? <NewFields search={search} /> : <KnownFields search={search} />}
    </aside>
  );
}

function NewFields({ search }: { search: string }) {
  const { t } = useTranslation('design');
  const { acts } = useFormDesign();
  const locale = usePreferences((state) => state.locale);
  const fits = (words: string) => words.toLowerCase().includes(search.trim().toLowerCase());
  const types = [...fieldTypes.values()].filter(({ name, label, help }) => fits(`${name} ${label[locale]} ${help[locale]}`));
  if (types.length === 0) return <p className={styles.hint}>{t('palette.nothing', { search })}</p>;
  return groups.map((group) => {
    const own = types.filter((type) => type.group === group);
    return own.length === 0 ? null : (
      <section key={group}>
        <h2>{t(`palette.group.${group}`)}</h2>
        <div className={styles.tiles}>
          {own.map((type) => (
            <PaletteTile
              key={type.name}
              type={type.name}
              label={type.label[locale]}
              help={type.help[locale]}
              payload={{ drag: 'newField', type: type.name }}
              onClick={() => acts.addNew(type.name)}
            />
          ))}
        </div>
      </section>
    );
  });
}

function KnownFields({ search }: { search: string }) {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const { entity, form, acts } = useFormDesign();
  const wanted = search.trim().toLowerCase();
  const fields = Object.entries(entity.properties).filter(([key, { title }]) => `${key} ${title}`.toLowerCase().includes(wanted));
  return (
    <div className={styles.known}>
      {fields.map(([key, field]) => {
        const shown = placeOf(form, key) !== undefined;
        return (
          <PaletteTile
            key={key}
            type={field['x-field'].type}
            label={field.title}
            help={shown ? t('palette.inForm') : t('palette.notInForm')}
            payload={{ drag: 'field', field: key }}
            note={shown ? t('palette.inForm') : <Plus size={14} strokeWidth={2} aria-hidden />}
            onClick={() => (shown ? store.getState().select({ kind: 'field', field: key }) : acts.place(key))}
          />
        );
      })}
    </div>
  );
}
