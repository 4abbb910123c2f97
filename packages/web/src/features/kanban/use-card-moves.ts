import type { ApiRecord } from '@formwright/client';
import { useState } from 'react';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { tellFailed } from '../../ui/feedback/toast.ts';
import { useRecordWrites } from '../../ui/record-query/use-record-writes.ts';

/** Cards on their way to another column, by id, as they will be; `to` is the column's value. */
export type CardMoves = ReadonlyMap<string, { record: ApiRecord; to: string | null }>;

/** Moves cards at once, and keeps them where they were put until the columns hold the server's answer; a refused one goes back. */
export function useCardMoves(model: EntityModel, group: string | undefined) {
  const writes = useRecordWrites(model);
  const [moved, setMoved] = useState<CardMoves>(new Map());
  const move = async (record: ApiRecord, to: string | null) => {
    if (group === undefined || (record[group] ?? null) === to) return;
    setMoved((now) => new Map(now).set(record.id, { record: { ...record, [group]: to }, to }));
    try {
      await writes.update(record.id, { [group]: to }, record.version);
      await writes.refresh();
    } catch (error) {
      tellFailed(error);
    } finally {
      setMoved((now) => without(now, record.id));
    }
  };
  return { moved, move };
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
