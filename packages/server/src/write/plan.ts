import { actionsOf, type EntityAccess } from '@formwright/access';
import { AppError, type RecordAction } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { isId, newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Intent } from './intent.ts';

/** An intent with all that is known before its transaction: entity, rights, the id and moment of the write. */
export interface PlannedIntent {
  intent: Intent;
  principal: Principal;
  target: PublishedEntity;
  access: EntityAccess;
  /** Id of the record it makes, should it make one. */
  newId: string;
  /** Moment of the write, ISO 8601. */
  at: string;
  /** Numbers drawn for its serial fields, should it make a record. */
  numbers: Map<string, string>;
  /** Comment kept on its changes. */
  comment: string | undefined;
}

/** Looks an intent's entity and rights up. Throws NOT_FOUND for an entity one has nothing to do with, FORBIDDEN for an action one does not hold. */
export function planIntent(services: Services, principal: Principal, request: { intent: Intent; comment?: string }): PlannedIntent {
  const { intent, comment } = request;
  const target = services.catalogue.entity(intent.app, intent.entity);
  const access = services.catalogue.access(principal, target);
  const held = actionsOf(access);
  const isGranted = 'grant' in principal && principal.grant?.app === intent.app && principal.grant.entity === intent.entity;
  if (held.size === 0 && !isGranted) throw new AppError('NOT_FOUND');
  const needed = neededActions(intent);
  if (!isGranted && !needed.some((action) => held.has(action))) throw new AppError('FORBIDDEN');
  if (intent.do === 'create' && intent.id !== undefined && !isId(intent.id)) throw new AppError('BAD_REQUEST');
  const id = intent.do === 'create' && intent.id !== undefined ? intent.id : newId().toString();
  return { intent, principal, target, access, newId: id, at: new Date(services.now()).toISOString(), numbers: new Map(), comment };
}

/** The intents that are not refused yet. */
export function livePlans(plans: readonly (PlannedIntent | AppError)[]): PlannedIntent[] {
  return plans.filter((plan): plan is PlannedIntent => !(plan instanceof AppError));
}

function neededActions(intent: Intent): readonly RecordAction[] {
  switch (intent.do) {
    case 'create':
      return ['create'];
    case 'update':
      return ['update'];
    case 'delete':
    case 'restore':
      return ['delete'];
    case 'upsert':
      return ['create', 'update'];
  }
}
