import type { ViewDoc } from '@formwright/metadata';
import { Kanban, type LucideIcon, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import styles from './entity-page.module.css';

const icons: Record<ViewDoc['kind'], LucideIcon> = { grid: Table2, kanban: Kanban };

interface ViewTabsProps {
  model: EntityModel;
  current: ViewDoc;
  onChoose: (view: ViewDoc) => void;
}

/** The views of an entity as tabs; arrow keys move between them. */
export function ViewTabs({ model, current, onChoose }: ViewTabsProps) {
  const { t } = useTranslation('list');
  const step = (by: number) => {
    const at = model.views.findIndex(({ key }) => key === current.key);
    const next = model.views[(at + by + model.views.length) % model.views.length];
    if (next) onChoose(next);
  };
  return (
    <div
      className={styles.tabs}
      role="tablist"
      aria-label={t('views')}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') step(1);
        if (event.key === 'ArrowLeft') step(-1);
      }}
    >
      {model.views.map((view) => {
        const Icon = icons[view.kind];
        const selected = view.key === current.key;
        return (
          <button
            key={view.key}
            type="button"
            role="tab"
            aria-selected={selected}
            tabIndex={selected ? 0 : -1}
            className={styles.tab}
            onClick={() => onChoose(view)}
          >
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            {view.title}
          </button>
        );
      })}
    </div>
  );
}
