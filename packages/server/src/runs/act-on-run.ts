import type { Run } from '@formwright/client';
import { AppError, type Locale } from '@formwright/metadata';
import type { RunEvent } from '@formwright/workflow';
import { get } from '../read/get.ts';
import { type Person, type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt } from '../store/store.ts';
import { definitionIn, definitionOf } from './definition.ts';
import { findRun, takesPart } from './find-task.ts';
import type { RunParts } from './parts.ts';
import { runView } from './run-view.ts';
import { saveStep } from './save-step.ts';
import { takeStep } from './take-step.ts';
import { tryStep } from './try-step.ts';

/** What may be done to a run as a whole. */
export interface RunAct {
  run: string;
  action: 'withdraw' | 'terminate' | 'retry';
  comment?: string;
  receipt?: Receipt<RunRow>;
}

/** Withdraws (initiator), ends or retries (admin) a run. Throws NOT_FOUND, FORBIDDEN, RUN_OVER. */
export async function actOnRun(parts: RunParts, principal: Principal, act: RunAct): Promise<RunRow> {
  const { services } = parts;
  const person = personOf(principal);
  if (!person) throw new AppError('FORBIDDEN');
  return tryStep(services, async (tx, failures) => {
    const row = await findRun(services, { id: act.run, tx });
    await requireSight(services, principal, { row, person });
    if (act.action === 'withdraw' ? row.initiator.id !== person.id : !person.admin) throw new AppError('FORBIDDEN');
    const definition = await definitionOf(services, row);
    const actor = { id: person.id, name: person.name };
    const step = await takeStep(parts, { tx, row, definition, event: eventOf(act, person), actor, failures, depth: 0 });
    const saved = await saveStep(services, principal, { tx, row, definition, ...step });
    await act.receipt?.(tx, saved);
    return saved;
  });
}

/** A run as somebody sees it: who takes part in it, or may see its record. Throws NOT_FOUND. */
export async function readRun(services: Services, principal: Principal, { id, locale }: { id: string; locale: Locale }): Promise<Run> {
  const row = await findRun(services, { id });
  const reader = personOf(principal);
  if (!reader) throw new AppError('NOT_FOUND');
  await requireSight(services, principal, { row, person: reader });
  return runView(services, principal, { row, definition: await definitionIn(services, row, locale) });
}

/** The runs about a record that its reader may see, newest first, at most 50. Throws NOT_FOUND. */
export async function runsOfRecord(
  services: Services,
  principal: Principal,
  { locale, ...address }: { app: string; entity: string; id: string; locale: Locale },
): Promise<Run[]> {
  await get(services, principal, address);
  const entity = services.catalogue.entity(address.app, address.entity).id;
  const rows = await services.store.models.runs.find({ entity, record: address.id }).sort({ _id: -1 }).limit(50).lean();
  return Promise.all(rows.map(async (row) => runView(services, principal, { row, definition: await definitionIn(services, row, locale) })));
}

async function requireSight(services: Services, principal: Principal, { row, person }: { row: RunRow; person: Person }): Promise<void> {
  if (takesPart(row, person)) return;
  await get(services, principal, { app: row.appKey, entity: row.entityKey, id: String(row.record) });
}

function eventOf(act: RunAct, person: Person): RunEvent {
  const comment = (act.comment ?? '').trim();
  return act.action === 'retry' ? { kind: 'retry', by: person.id } : { kind: act.action, by: person.id, comment };
}
