import type { Sort } from '@formwright/metadata';
import { Dropdown } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';

interface SortMenuProps {
  model: EntityModel;
  sort: Sort[] | undefined;
  /** Order of the view. */
  initial: Sort[];
  onChange: (sort: Sort[] | undefined) => void;
  children: ReactElement;
}

/** Chooses by which field a list is ordered; a second choice of the same field turns the order round. */
export function SortMenu({ model, sort, initial, onChange, children }: SortMenuProps) {
  const { t } = useTranslation('list');
  const current = (sort ?? initial)[0];
  const fields = [...model.fields, ...['createdAt', 'updatedAt'].flatMap((key) => model.field(key) ?? [])].filter(
    ({ type }) => type.sortable,
  );
  const items = fields.map(({ key, title }) => {
    const on = current?.field === key;
    return { key, label: title, ...(on ? { icon: current.dir === 'asc' ? <ArrowUp size={14} /> : <ArrowDown size={14} /> } : {}) };
  });
  const choose = (key: string) => {
    if (key === 'view') return onChange(undefined);
    onChange([{ field: key, dir: current?.field === key && current.dir === 'asc' ? 'desc' : 'asc' }]);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [...items, ...(sort ? [{ type: 'divider' as const }, { key: 'view', label: t('sortAsView') }] : [])],
        onClick: ({ key }) => choose(key),
        style: { maxHeight: 360, overflow: 'auto' },
      }}
    >
      {children}
    </Dropdown>
  );
}
