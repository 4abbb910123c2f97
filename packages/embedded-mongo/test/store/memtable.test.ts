import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStoreFile, type StoreFile } from '../../src/store/file.ts';
import { keyBytes, keyText } from '../../src/store/keys.ts';
import type { ReadView, Snapshot, WriteView } from '../../src/store/view.ts';
import { createRandom, type Random } from '../differential/random.ts';

type Model = ReadonlyMap<string, string>;

const everything = { low: Uint8Array.of(0), high: Uint8Array.of(255) };
const steps = 400;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('small commits and large ones', () => {
  it('are seen by all views that begin later, by none that began before, and by whoever opens the file again', async () => {
    const seed = Date.now() % 1_000_000;
    const random = createRandom(seed);
    let file = await openStoreFile(join(folder, 'store.mdb'));
    let model: Model = new Map();
    let held: { snapshot: Snapshot; model: Model }[] = [];
    for (let step = 0; step < steps; step++) {
      model = change(file, model, random);
      expect(contentOf(file.latest), `seed ${seed}, step ${step}`).toEqual(sorted(model));
      if (random.once(6)) held.push({ snapshot: file.snapshot(), model });
      if (random.once(20)) await random.pick([() => file.checkpoint(), () => wait(80), () => file.flush()])();
      if (!random.once(25)) continue;
      for (const one of held) {
        expect(contentOf(one.snapshot), `seed ${seed}, a snapshot held at step ${step}`).toEqual(sorted(one.model));
        one.snapshot.release();
      }
      held = [];
      if (random.once(2)) continue;
      await file.close();
      file = await openStoreFile(join(folder, 'store.mdb'));
    }
    for (const { snapshot } of held) snapshot.release();
    await file.copyTo(join(folder, 'copy.mdb'));
    await file.close();
    rmSync(join(folder, 'journal.0'));
    rmSync(join(folder, 'journal.1'));
    for (const name of ['store.mdb', 'copy.mdb']) {
      const again = await openStoreFile(join(folder, name));
      expect(contentOf(again.latest), `seed ${seed}, ${name}`).toEqual(sorted(model));
      await again.close();
    }
  });

  it('show what they have done so far to whoever looks at the latest state from within', async () => {
    const file = await openStoreFile(join(folder, 'store.mdb'));
    for (const small of [true, false, true]) {
      file.commit(
        (view) => {
          view.put(keyBytes('a'), Buffer.from(`${small}`));
          expect(contentOf(file.latest)).toEqual([['a', `${small}`]]);
        },
        { small },
      );
    }
    await file.close();
  });
});

describe('a file', () => {
  it('that is closed takes no commit, and one that is being written no other', async () => {
    const file = await openStoreFile(join(folder, 'store.mdb'));
    const put = (view: WriteView) => view.put(keyBytes('a'), Buffer.from('1'));
    expect(() => file.commit(() => file.commit(put, { small: true }), { small: true })).toThrow('within');
    file.commit(
      (view) => {
        put(view);
        file.snapshot().release();
      },
      { small: true },
    );
    await file.close();
    expect(() => file.commit(put, { small: true })).toThrow('closed');
    const again = await openStoreFile(join(folder, 'store.mdb'));
    expect(contentOf(again.latest)).toEqual([['a', '1']]);
    await again.close();
  });
});

/** One commit, small or not, now and then one that fails half way. */
function change(file: StoreFile, before: Model, random: Random): Model {
  const after = new Map(before);
  const fails = random.once(8);
  const write = (view: WriteView) => {
    for (let left = 1 + random.int(6); left > 0; left--) changeOne(view, after, random);
    expect(contentOf(view)).toEqual(sorted(after));
    if (fails) throw new Error('half way');
  };
  const commit = () => file.commit(write, { small: !random.once(4) });
  if (!fails) commit();
  else expect(commit).toThrow('half way');
  return fails ? before : after;
}

function changeOne(view: WriteView, model: Map<string, string>, random: Random): void {
  const key = `k${random.int(60)}`;
  if (random.once(3)) {
    view.remove(keyBytes(key));
    model.delete(key);
    return;
  }
  const value = `${random.int(1e9)}`.repeat(random.once(5) ? 2000 : 3);
  view.put(keyBytes(key), Buffer.from(value));
  model.set(key, value);
}

function contentOf(view: ReadView): [string, string][] {
  const found: [string, string][] = [];
  const entries = view.entries(everything);
  for (let next = entries.next(); !next.done; next = entries.next())
    found.push([keyText(next.value.key), Buffer.from(next.value.value).toString()]);
  return found;
}

function sorted(model: Model): [string, string][] {
  return [...model].sort(([a], [b]) => (a < b ? -1 : 1));
}
