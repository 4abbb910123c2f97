import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { SkeletonPage } from '../../../ui/feedback/skeleton.tsx';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useDesign } from '../state/design-context.tsx';
import { addressOf, type DesignerPage } from './address.ts';
import { firstEntity } from './first-document.ts';
import { NewDocument } from './new-document.tsx';

/** The first document of a kind; where there is none, a way to make one. */
export function NoDocument({ page }: { page: DesignerPage }) {
  const { t } = useTranslation('design');
  const { app = '' } = useParams();
  const phone = useViewport() === 'phone';
  const first = useDesign(({ history: { docs } }) => (page === 'workflow' ? docs.workflows[0]?.key : firstEntity(docs)));
  const entities = useDesign(({ history: { docs } }) => docs.entities.length);
  const [making, setMaking] = useState(false);
  if (first !== undefined)
    return (
      <>
        <SkeletonPage />
        <Navigate to={addressOf(app, page, first)} replace />
      </>
    );
  const blocked = page === 'workflow' && entities === 0;
  const make = (
    <Button type="primary" onClick={() => setMaking(true)}>
      {page === 'form' ? t('new.entity') : t('new.workflow')}
    </Button>
  );
  return (
    <>
      <EmptyState
        title={page === 'form' ? t('none.form') : t('none.workflow')}
        hint={page === 'form' ? t('none.formHint') : blocked ? t('none.workflowBlocked') : t('none.workflowHint')}
        {...(phone || blocked ? {} : { actions: make })}
      />
      {making ? <NewDocument page={page} onClose={() => setMaking(false)} /> : null}
    </>
  );
}
