import type { Template } from '@formwright/client';
import { Checkbox, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import styles from './setup.module.css';

interface TemplateChoiceProps {
  /** Undefined while they are asked for; their room is kept. */
  templates: readonly Template[] | undefined;
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  sampleData: boolean;
  onSampleData: (on: boolean) => void;
}

/** Which apps to install first, and whether with sample data. */
export function TemplateChoice({ templates, chosen, onChoose, sampleData, onSampleData }: TemplateChoiceProps) {
  const { t } = useTranslation('setup');
  if (templates === undefined) return <div className={styles.templatesRoom} aria-hidden="true" />;
  if (templates.length === 0) return null;
  const toggle = (key: string) => onChoose(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]);
  const records = templates.filter(({ key }) => chosen.includes(key)).reduce((sum, { counts }) => sum + counts.sampleRecords, 0);
  return (
    <>
      <fieldset className={styles.templates}>
        <legend>
          <span>{t('templates')}</span>
          <small>{t('templatesChosen', { count: chosen.length })}</small>
        </legend>
        {templates.map(({ key, title, description, icon, color }) => (
          <label key={key} htmlFor={`template-${key}`} className={styles.template} data-chosen={chosen.includes(key) || undefined}>
            <AppTile icon={icon} color={color} size={36} />
            <span className={styles.templateText}>
              <strong>{title}</strong>
              <small>{description}</small>
            </span>
            <Checkbox id={`template-${key}`} checked={chosen.includes(key)} onChange={() => toggle(key)} />
          </label>
        ))}
      </fieldset>
      <label className={styles.sample} htmlFor="sample-data">
        <span>
          <strong>{t('sample')}</strong>
          <small>{t('sampleHint', { count: records })}</small>
        </span>
        <Switch id="sample-data" checked={sampleData} disabled={chosen.length === 0} onChange={onSampleData} aria-label={t('sample')} />
      </label>
    </>
  );
}
