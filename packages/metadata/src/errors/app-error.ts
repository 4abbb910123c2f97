import type { Problem } from '../problems/problem.ts';
import { fillText, type Locale, type TextParams } from '../text.ts';
import { type ErrorCode, errorCatalogue } from './catalogue.ts';

/** What an AppError carries besides its code. */
export interface AppErrorOptions {
  /** Values for the places of the sentence. */
  params?: TextParams;
  /** What exactly is wrong, with paths; empty when left out. */
  details?: readonly Problem[];
  /** The failure underneath, for the log only. */
  cause?: unknown;
}

/** The one error that crosses module borders: a code of the catalogue with its parameters and details. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly params: TextParams;
  readonly details: readonly Problem[];

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const params = { ...(options.details ? { count: options.details.length } : {}), ...options.params };
    super(fillText(errorCatalogue[code].text, 'en', params), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.params = params;
    this.details = options.details ?? [];
  }

  /** The sentence for people. */
  text(locale: Locale): string {
    return fillText(errorCatalogue[this.code].text, locale, this.params);
  }
}
