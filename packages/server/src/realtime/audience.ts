import { createHash } from 'node:crypto';
import type { Subscribe } from '@formwright/client';
import { AppError, type Filter, parseFilter, resolveFilter } from '@formwright/metadata';
import { select } from '../read/select.ts';
import { factsOf } from '../store/create-catalogue.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Viewpoint } from './judge.ts';

/** Everybody who sees the same of one entity through the same filter: judged once, told together. */
export interface Audience {
  /** Name of the room. */
  room: string;
  app: string;
  entity: string;
  /** Internal id of the entity. */
  entityId: string;
  /** One of them stands for all: the same rights, the same people behind dynamic values. */
  principal: Principal;
  filter: Filter;
}

/** The audience that a subscription belongs to. Throws what reading throws: NOT_FOUND, FORBIDDEN, BAD_QUERY. */
export function audienceOf(services: Services, principal: Principal, request: Subscribe): Audience {
  const { app, entity } = request;
  if (typeof app !== 'string' || typeof entity !== 'string') throw new AppError('BAD_REQUEST');
  const { target, access, allowed } = select(services, principal, { app, entity });
  const filter: Filter =
    request.filter === undefined ? { all: [] } : parseFilter(request.filter, target.entity, { allowed, at: '/filter' });
  // People behind dynamic values belong to the name; the time does not, or each subscription would be alone.
  const people = resolveFilter(filter, { ...factsOf(principal, services), now: '2000-01-01T00:00:00.000Z' }, target.entity);
  const digest = createHash('sha256')
    .update(JSON.stringify([target.id, access.fingerprint, filter, people]))
    .digest('base64url');
  return { room: `audience:${digest}`, app, entity, entityId: target.id, principal, filter };
}

/** An audience's rights and filter as of now; undefined once its entity is gone. */
export function viewpointOf(services: Services, { principal, entityId, filter }: Audience): Viewpoint | undefined {
  const target = services.catalogue.entityById(entityId);
  if (!target) return undefined;
  const access = services.catalogue.access(principal, target);
  return { access, filter: resolveFilter(filter, factsOf(principal, services), target.entity) };
}
