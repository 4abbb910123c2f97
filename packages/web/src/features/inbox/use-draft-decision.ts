import { useState } from 'react';

/** What the person has written on a task and not sent yet. */
export interface DraftDecision {
  comment: string;
  setComment: (comment: string) => void;
  /** Fields of the record that they filled in, by key; null empties one. */
  data: Record<string, unknown>;
  setField: (field: string, value: unknown) => void;
}

/** Keeps comment and fields of one task until they are sent. */
export function useDraftDecision(): DraftDecision {
  const [comment, setComment] = useState('');
  const [data, setData] = useState<Record<string, unknown>>({});
  return { comment, setComment, data, setField: (field, value) => setData((before) => ({ ...before, [field]: value ?? null })) };
}
