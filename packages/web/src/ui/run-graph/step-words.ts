import type { TFunction } from 'i18next';
import type { Format } from '../format/format.ts';
import type { RunStep } from './run-states.ts';

/** Two lines that say what happened at a step: who and what, and how long it took. */
export function stepWords(step: RunStep, t: TFunction<'canvas'>, format: Format): { title: string; detail: string } {
  const who = step.people.join(t('listComma'));
  return { title: step.state === 'now' && who !== '' ? `${step.title} · ${who}` : step.title, detail: detailOf(step, { who, t, format }) };
}

function detailOf(step: RunStep, { who, t, format }: { who: string; t: TFunction<'canvas'>; format: Format }): string {
  switch (step.state) {
    case 'now':
      return step.since ? t('run.waiting', { span: format.span(step.since) }) : t('run.now');
    case 'toCome':
      return t('run.toCome');
    case 'passedBy':
      return t('run.passedBy');
    case 'failed':
      return t('run.failed', { reason: reasonWords(step.detail ?? '', t) });
    case 'stopped':
      return t('run.stopped');
    case 'rejected':
    case 'done':
      return [who, actionWord(step, t), tookWord(step, { t, format })].filter((part) => part !== '').join(' · ');
  }
}

const reasons = ['nobodyFound', 'noBranch', 'noWayOut', 'nodeGone', 'tooManySteps'] as const;

/** The engine's own reasons in words; all others are words already. */
function reasonWords(reason: string, t: TFunction<'canvas'>): string {
  const known = reasons.find((one) => one === reason);
  return known === undefined ? reason : t(`run.reason.${known}`);
}

function actionWord(step: RunStep, t: TFunction<'canvas'>): string {
  switch (step.action) {
    case 'approved':
      return t('run.approved');
    case 'rejected':
      return t('run.rejected');
    case 'skipped':
      return t('run.skipped');
    case 'told':
      return t('run.told');
    case 'wrote':
      return t('run.wrote');
    case 'started':
      return t('run.started');
    case undefined:
      return step.detail === undefined ? '' : t('run.branch', { branch: step.detail });
  }
}

function tookWord(step: RunStep, { t, format }: { t: TFunction<'canvas'>; format: Format }): string {
  if (step.type === 'start' && step.since) return format.moment(step.since);
  if (step.type !== 'approval' || !step.since || !step.until) return '';
  return t('run.took', { span: format.span(step.since, step.until) });
}
