import type { contract, DraftChange, ResponseOf } from '@formwright/client';
import { Popover } from 'antd';
import { Radar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesign } from '../state/design-context.tsx';
import { documentOf } from '../state/documents.ts';
import styles from './design-frame.module.css';

type MigrationStep = ResponseOf<(typeof contract)['checkDraft']>['migration'][number];

/** Whom publishing touches: how many changes, which documents use them, how many records and runs. */
export function ImpactChip({ impact, migration }: { impact: readonly DraftChange[]; migration: readonly MigrationStep[] }) {
  const { t } = useTranslation('design');
  if (impact.length === 0) return null;
  const users = new Set(impact.flatMap(({ usedBy }) => usedBy.map(({ kind, key }) => `${kind}/${key}`))).size;
  const records = impact.reduce((most, change) => Math.max(most, change.records ?? 0), 0);
  const runs = impact.reduce((sum, change) => sum + (change.runs ?? 0), 0);
  const parts = [
    t('impact.changes', { count: impact.length }),
    ...(users > 0 ? [t('impact.users', { count: users })] : []),
    ...(records > 0 ? [t('impact.records', { count: records })] : []),
    ...(runs > 0 ? [t('impact.runs', { count: runs })] : []),
  ];
  return (
    <Popover trigger="click" placement="topLeft" arrow={false} content={<ImpactList impact={impact} migration={migration} />}>
      <button type="button" className={styles.chip} data-tone="info">
        <Radar size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.chipText}>{t('impact.title', { what: parts.join(t('impact.comma')) })}</span>
      </button>
    </Popover>
  );
}

function ImpactList({ impact, migration }: { impact: readonly DraftChange[]; migration: readonly MigrationStep[] }) {
  const { t } = useTranslation('design');
  const name = useNames();
  return (
    <ul className={styles.impact}>
      {impact.map((change) => (
        <li key={`${change.kind}/${change.key}${change.path ?? ''}`}>
          <strong>{t(`impact.change.${change.change}`, { what: name(change) })}</strong>
          {change.usedBy.length > 0 ? (
            <small>{t('impact.usedBy', { who: change.usedBy.map(({ title }) => title).join(t('impact.comma')) })}</small>
          ) : null}
          {change.records ? <small>{t('impact.holds', { count: change.records })}</small> : null}
          {change.runs ? <small>{t('impact.stay', { count: change.runs })}</small> : null}
        </li>
      ))}
      {migration
        .filter(({ records, lost }) => records > 0 || lost > 0)
        .map((step) => (
          <li key={`${step.entity}.${step.field}.${step.does}`}>
            <strong>{t(`impact.migration.${step.does}`, { field: step.field, count: step.records })}</strong>
            {step.lost > 0 ? <small>{t('impact.lost', { count: step.lost })}</small> : null}
          </li>
        ))}
    </ul>
  );
}

/** Names the changed thing: the document, and the field where the change lies in one. */
function useNames(): (change: DraftChange) => string {
  const docs = useDesign((design) => design.history.docs);
  return ({ kind, key, path }) => {
    const document = documentOf(docs, { kind, key });
    const title = document !== undefined && 'title' in document ? document.title : key;
    const field = /^\/properties\/([^/]+)/.exec(path ?? '')?.[1];
    if (field === undefined || document === undefined || !('x-entity' in document)) return title;
    const known = new Map(Object.entries(document.properties)).get(field);
    return `${title} · ${known?.title ?? field}`;
  };
}
