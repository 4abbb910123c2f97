import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/features/design/state/documents.ts';
import { act, type History, redo, startHistory, undo } from '../../../src/features/design/state/history.ts';
import { savedFrom, unsavedOf } from '../../../src/features/design/state/saving.ts';
import { designedApp, order, orderForm } from '../../support/designed-app.ts';

const entity = { kind: 'entity', key: 'order' } as const;
const form = { kind: 'form', key: 'order' } as const;
const renamed = (title: string) => ({ ref: entity, document: { ...order, title } });

describe('undo in the designers', () => {
  it('takes back everything one act touched', () => {
    const begun = startHistory(designedApp());
    const acted = act(begun, [renamed('单子'), { ref: form, document: { ...orderForm, title: '单子' } }]);
    const back = undo(acted);
    expect(back.docs).toEqual(begun.docs);
    expect(redo(back).docs).toEqual(acted.docs);
  });

  it('takes back typing in one field as one act', () => {
    const typed = ['单', '单子', '单子们'].reduce((history, title) => act(history, [renamed(title)], 'title'), startHistory(designedApp()));
    expect(typed.past).toHaveLength(1);
    expect(documentOf(undo(typed).docs, entity)?.title).toBe('订单');
  });

  it('begins a new act after something was taken back', () => {
    const once = undo(act(startHistory(designedApp()), [renamed('甲')], 'title'));
    const twice = act(redo(once), [renamed('乙')], 'title');
    expect(twice.past).toHaveLength(2);
  });

  it('forgets what was taken back once something else is done', () => {
    const history = act(undo(act(startHistory(designedApp()), [renamed('甲')])), [renamed('乙')]);
    expect(history.future).toEqual([]);
  });

  it('adds and removes documents, both ways', () => {
    const without = act(startHistory(designedApp()), [{ ref: form, document: undefined }]);
    expect(without.docs.forms).toEqual([]);
    expect(undo(without).docs.forms).toEqual([orderForm]);
  });

  it('leads back to the beginning however many acts there were', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.option(fc.constantFrom('a', 'b'), { nil: undefined })), { maxLength: 30 }), (acts) => {
        let history: History = startHistory(designedApp());
        for (const [title, merge] of acts) history = act(history, [renamed(title)], merge);
        const end = history.docs;
        while (history.past.length > 0) history = undo(history);
        expect(history.docs).toEqual(designedApp());
        while (history.future.length > 0) history = redo(history);
        expect(history.docs).toEqual(end);
      }),
    );
  });
});

describe('what the server lacks', () => {
  it('is nothing at first, then each edited document with its draft version', () => {
    const docs = designedApp();
    const saved = savedFrom(docs, { 'entity/order': 4 });
    expect(unsavedOf(docs, saved)).toEqual([]);
    const edited = act(startHistory(docs), [renamed('甲'), { ref: { kind: 'view', key: 'all' }, document: undefined }]).docs;
    expect(unsavedOf(edited, saved).map(({ ref, version, document }) => [ref.kind, version, document === undefined])).toEqual([
      ['entity', 4, false],
      ['view', 0, true],
    ]);
  });

  it('sends a document that was removed and made again over its last draft version', () => {
    const docs = act(startHistory(designedApp()), [{ ref: form, document: undefined }]).docs;
    const saved = savedFrom(docs, { 'form/order': 2 });
    const again = act(startHistory(docs), [{ ref: form, document: orderForm }]).docs;
    expect(unsavedOf(again, saved)[0]?.version).toBe(2);
  });
});
