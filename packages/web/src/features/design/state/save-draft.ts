import type { Client } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import type { DesignStore } from './design-store.ts';
import { documentOf, refName } from './documents.ts';
import { type Unsaved, unsavedOf } from './saving.ts';

/** Sends every unsaved document, one after the other; stops at a conflict or failure and says so in the store. */
export async function saveDraft(api: Client, store: DesignStore): Promise<void> {
  if (store.getState().save.at === 'saving') return;
  store.getState().setSave({ at: 'saving' });
  try {
    for (let next = nextUnsaved(store); next !== undefined; next = nextUnsaved(store)) {
      const version = await send(api, store.getState().app, next);
      store.getState().stored(next.ref, next.document, version);
    }
    store.getState().setSave({ at: 'saved' });
  } catch (error) {
    store.getState().setSave({ at: 'failed', error });
    if (error instanceof AppError && error.code === 'STALE_DRAFT') await findConflict(api, store);
  }
}

/** Whether the server lacks edits. */
export function hasUnsaved(store: DesignStore): boolean {
  const { history, saved } = store.getState();
  return unsavedOf(history.docs, saved).length > 0;
}

function nextUnsaved(store: DesignStore): Unsaved | undefined {
  const { history, saved, conflict } = store.getState();
  return conflict === undefined ? unsavedOf(history.docs, saved)[0] : undefined;
}

/** The draft version that a document has on the server afterwards. */
async function send(api: Client, app: string, { ref, document, version }: Unsaved): Promise<number> {
  const params = { app, kind: ref.kind, key: ref.key };
  const name = document === undefined ? 'deleteDraftDocument' : 'saveDraftDocument';
  const response = await api.fetch(name, { params, ifMatch: version, ...(document === undefined ? {} : { body: document }) });
  const tag = /\d+/.exec(response.headers.get('etag') ?? '')?.[0];
  return tag === undefined ? version + 1 : Number(tag);
}

async function findConflict(api: Client, store: DesignStore): Promise<void> {
  const { app, setConflict } = store.getState();
  const draft = await api.call('draft', { params: { app } });
  const { history, saved } = store.getState();
  const versions = new Map(Object.entries(draft.versions));
  const stale = unsavedOf(history.docs, saved).find(({ ref, version }) => (versions.get(refName(ref)) ?? 0) !== version);
  if (stale === undefined) return;
  const { ref } = stale;
  const by = draft.changed.find((change) => change.kind === ref.kind && change.key === ref.key)?.by.name ?? '';
  setConflict({ ref, by, theirs: documentOf(draft.documents, ref), version: versions.get(refName(ref)) ?? 0 });
}
