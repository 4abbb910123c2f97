import type { CheckReport, EngineStats } from '../engine/types.ts';

/** What the parent asks of the store process. */
export type StoreRequest =
  | { readonly id: number; readonly ask: 'check' | 'stats' | 'close' }
  | { readonly id: number; readonly ask: 'backup'; readonly path: string };

/** What the store process tells its parent. */
export type StoreMessage =
  | { readonly kind: 'ready'; readonly uri: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: CheckReport | EngineStats | null }
  | { readonly kind: 'refused'; readonly id: number; readonly message: string };
