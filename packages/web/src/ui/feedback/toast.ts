import { AppError } from '@formwright/metadata';
import { create } from 'zustand';
import { usePreferences } from '../preferences/preferences.ts';

/** One message at the foot of the page. */
export interface Toast {
  id: number;
  tone: 'done' | 'failed';
  text: string;
  /** Takes back what was done; shown as 撤销 for 8 s. */
  undo?: () => unknown;
}

const lifetime = 8000;
let last = 0;

/** The messages that are on the page now. */
export const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

/** Says what was done, with a way back where there is one. */
export function tellDone(text: string, undo?: Toast['undo']): void {
  show({ tone: 'done', text, ...(undo ? { undo } : {}) });
}

/** Says in plain words why something failed. */
export function tellFailed(error: unknown): void {
  show({ tone: 'failed', text: errorText(error) });
}

/** Says that a part was refused, in a sentence of its own. */
export function tellRefused(text: string): void {
  show({ tone: 'failed', text });
}

/** The sentence for people about any failure. */
export function errorText(error: unknown): string {
  const { locale } = usePreferences.getState();
  const known = error instanceof AppError ? error : new AppError('INTERNAL', { params: { requestId: '' } });
  return known.text(locale);
}

/** Takes one message off the page. */
export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

function show(toast: Omit<Toast, 'id'>): void {
  last += 1;
  const id = last;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { ...toast, id }] }));
  setTimeout(() => closeToast(id), lifetime);
}
