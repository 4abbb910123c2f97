import type { Template } from '@formwright/client';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import { colors } from '../../ui/theme/palette.ts';
import { TemplatePreview } from './template-preview.tsx';
import styles from './templates.module.css';

/** One template: a drawing of it, what it is for, what it holds, and the way to install it. */
export function TemplateCard({ template, onInstall }: { template: Template; onInstall: (() => void) | undefined }) {
  const { t } = useTranslation('templates');
  const { key, title, description, icon, color, counts, installed } = template;
  const hue = colors.find((name) => name === color) ?? 'teal';
  return (
    <article className={styles.card}>
      <div className={styles.preview} style={{ background: `var(--fw-${hue}-bg)` }}>
        <TemplatePreview category={template.category} color={hue} />
      </div>
      <div className={styles.cardText}>
        <h2>
          <AppTile icon={icon} color={color} size={22} />
          <span>{title}</span>
          {installed ? <small className={styles.installed}>{t('installed', { version: installed })}</small> : null}
        </h2>
        <p>{description}</p>
        <div className={styles.cardFoot}>
          <small>
            {(['entities', 'workflows', 'dashboards'] as const).map((kind) => t(`counts.${kind}`, { count: counts[kind] })).join(' · ')}
          </small>
          {installed ? (
            <Link to={`/apps/${key}`}>
              <Button size="small">{t('open')}</Button>
            </Link>
          ) : onInstall ? (
            <Button size="small" type="primary" onClick={onInstall}>
              {t('install')}
            </Button>
          ) : null}
        </div>
      </div>
    </article>
  );
}
