import type { EntityField } from '@formwright/metadata';
import { Badge, Button, Drawer, Popover } from 'antd';
import { ArrowDownUp, ListFilter } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import type { ViewProps } from '../../ui/record-query/view-props.ts';
import styles from './entity-page.module.css';
import { SearchBox } from './search-box.tsx';
import { SortMenu } from './sort-menu.tsx';

const FilterBuilder = lazy(() => import('../../ui/filters/filter-builder.tsx').then((module) => ({ default: module.FilterBuilder })));
const FilterChips = lazy(() => import('../../ui/filters/filter-chips.tsx').then((module) => ({ default: module.FilterChips })));

/** Filter, order and quick search of a list. */
export function Toolbar({ model, state, change }: Omit<ViewProps, 'query'>) {
  const { t } = useTranslation('list');
  const fields = filterFieldsOf(model);
  const parts =
    state.filter === undefined ? 0 : 'all' in state.filter ? state.filter.all.length : 'any' in state.filter ? state.filter.any.length : 1;
  const builder = (
    <Suspense fallback={null}>
      <FilterBuilder app={model.app} fields={fields} value={state.filter} onChange={(filter) => change({ filter }, true)} />
    </Suspense>
  );
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t('toolbar')}>
      <FilterButton content={builder} parts={parts} />
      <div className={styles.chips}>
        <Suspense fallback={null}>
          {state.filter ? (
            <FilterChips app={model.app} fields={fields} value={state.filter} onChange={(filter) => change({ filter }, true)} />
          ) : null}
        </Suspense>
        {state.view.kind === 'grid' ? (
          <SortMenu model={model} sort={state.sort} initial={state.view.sort ?? []} onChange={(sort) => change({ sort }, true)}>
            <Button type="text" size="small" icon={<ArrowDownUp size={14} strokeWidth={2} />}>
              <SortLabel model={model} sort={state.sort ?? state.view.sort ?? []} />
            </Button>
          </SortMenu>
        ) : null}
      </div>
      <SearchBox value={state.search} onChange={(search) => change({ search }, true)} />
    </div>
  );
}

function FilterButton({ content, parts }: { content: ReactNode; parts: number }) {
  const { t } = useTranslation('list');
  const phone = useViewport() === 'phone';
  const [open, setOpen] = useState(false);
  const button = (
    <Button
      size="small"
      className={styles.filter ?? ''}
      data-on={parts > 0 || undefined}
      icon={<ListFilter size={14} strokeWidth={2} />}
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      {t('filter')}
      {parts > 0 ? <Badge count={parts} color="var(--fw-primary)" style={{ color: 'var(--fw-on-primary)' }} size="small" /> : null}
    </Button>
  );
  if (phone) {
    return (
      <>
        {button}
        <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="70%" title={t('filter')}>
          {content}
        </Drawer>
      </>
    );
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={<div className={styles.popover}>{content}</div>}
    >
      {button}
    </Popover>
  );
}

function SortLabel({ model, sort }: { model: EntityModel; sort: ReadonlyArray<{ field: string; dir: string }> }) {
  const { t } = useTranslation('list');
  const first = sort[0];
  const title = first ? model.field(first.field)?.title : undefined;
  return <>{title ? t('sortBy', { field: title }) : t('sort')}</>;
}

function filterFieldsOf(model: EntityModel): EntityField[] {
  const system = ['createdAt', 'createdBy', 'updatedAt', 'updatedBy'].flatMap((key) => model.field(key) ?? []);
  return [...model.fields, ...system].filter(({ type }) => type.operators.length > 0);
}
