import type { Follower } from '../store/follow.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { deriveLate } from '../write/prepare-entity.ts';
import { type ChangedKinds, sortOut } from '../write/sort-out.ts';

/**
 * Derives anew what was committed around a publication by writers that had not heard of it: every record written since, and
 * every record of the entities that a publication derives otherwise. Whatever a crash left undone is met again.
 */
export function deriveFollower(services: Services): Follower {
  return {
    name: 'derive',
    handle: async (changes) => {
      if (changes.some((change) => change.subject === 'app')) await services.catalogue.refresh();
      for (const { entity, fields } of kindsIn(changes)) {
        const target = services.catalogue.entityById(entity);
        if (target) await sortOut(target, fields);
      }
      for (const [entity, ids] of entitiesIn(changes)) {
        const target = services.catalogue.entityById(entity);
        if (target) await deriveLate(target, ids);
      }
    },
  };
}

/** Fields that publications made another kind. */
function kindsIn(changes: readonly ChangeRow[]): ChangedKinds[] {
  return changes.flatMap(({ subject, detail }) =>
    subject === 'app' && Array.isArray(detail?.kinds) ? (detail.kinds as ChangedKinds[]) : [],
  );
}

/** Ids of written records by entity; undefined stands for all. */
function entitiesIn(changes: readonly ChangeRow[]): Map<string, string[] | undefined> {
  const wanted = new Map<string, string[] | undefined>();
  for (const change of changes) {
    if (change.subject === 'app' && Array.isArray(change.detail?.derived))
      for (const id of change.detail.derived) wanted.set(String(id), undefined);
    for (const { entity } of kindsIn([change])) wanted.set(entity, undefined);
    if (change.subject !== 'record' || change.kind === 'delete' || change.entity === undefined) continue;
    if (!wanted.has(change.entity)) wanted.set(change.entity, []);
    wanted.get(change.entity)?.push(change.target);
  }
  return wanted;
}
