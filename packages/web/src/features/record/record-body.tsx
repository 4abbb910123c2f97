import type { ApiRecord } from '@formwright/client';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { RecordFacts } from '../../ui/record-form/record-facts.tsx';
import { defaultForm } from './default-form.ts';
import styles from './record.module.css';
import { RecordHead } from './record-head.tsx';
import { RecordRuns } from './record-runs.tsx';
import { RelatedLists } from './related-lists.tsx';
import { Timeline, type TimelinePart } from './timeline.tsx';

type Tab = 'details' | TimelinePart | 'runs';

interface RecordBodyProps {
  app: AppModel;
  model: EntityModel;
  record: ApiRecord;
  /** Timeline beside the details instead of a tab of its own. */
  wide: boolean;
}

/** A record: head, details with related lists, timeline, runs. */
export function RecordBody({ app, model, record, wide }: RecordBodyProps) {
  const { t } = useTranslation('record');
  const [tab, setTab] = useState<Tab>('details');
  const hasWorkflows = app.documents.workflows.some(({ trigger }) => trigger.entity === model.key);
  const side: Tab[] = ['timeline', 'comments', 'changes', ...(hasWorkflows ? (['runs'] as const) : [])];
  const details = (
    <>
      <RecordFacts model={model} record={record} form={defaultForm(model)} />
      <RelatedLists app={app} model={model} record={record} />
    </>
  );
  const content = (shown: Tab): ReactNode => {
    switch (shown) {
      case 'details':
        return <div className={styles.content}>{details}</div>;
      case 'runs':
        return (
          <div className={styles.runsBox}>
            <RecordRuns model={model} record={record} />
          </div>
        );
      case 'timeline':
      case 'comments':
      case 'changes':
        return <Timeline model={model} record={record} part={shown} foot={wide} />;
    }
  };
  if (!wide) {
    return (
      <div className={styles.narrow}>
        <RecordHead model={model} record={record} />
        <Tabs tabs={['details', ...side]} current={tab} onChoose={setTab} label={(each) => t(`tabs.${each}`)} />
        {content(tab)}
      </div>
    );
  }
  const current = tab === 'details' ? 'timeline' : tab;
  return (
    <div className={styles.wide}>
      <div className={styles.main}>
        <RecordHead model={model} record={record} />
        <div className={styles.content}>{details}</div>
      </div>
      <aside className={styles.side} aria-label={t('tabs.timeline')}>
        <Tabs tabs={side} current={current} onChoose={setTab} label={(each) => t(`tabs.${each}`)} />
        {content(current)}
      </aside>
    </div>
  );
}

function Tabs({
  tabs,
  current,
  onChoose,
  label,
}: {
  tabs: Tab[];
  current: Tab;
  onChoose: (tab: Tab) => void;
  label: (tab: Tab) => string;
}) {
  return (
    <div className={styles.tabs} role="tablist">
      {tabs.map((tab) => (
        <button key={tab} type="button" role="tab" aria-selected={tab === current} className={styles.tab} onClick={() => onChoose(tab)}>
          {label(tab)}
        </button>
      ))}
    </div>
  );
}
