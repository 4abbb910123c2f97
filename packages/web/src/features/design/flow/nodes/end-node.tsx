import type { EndNode } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import type { NodeDesign } from './node-design.ts';

/** The run ends here. */
export const endDesign: NodeDesign<EndNode> = {
  create: (seed) => ({ ...seed, type: 'end' }),
  summary: () => '',
  Panel: EndPanel,
};

function EndPanel() {
  const { t } = useTranslation('design');
  return <p style={{ color: 'var(--fw-text-tertiary)' }}>{t('flow.endHint')}</p>;
}
