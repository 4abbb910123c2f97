import { isProblemCode } from '../problems/catalogue.ts';
import { type Problem, problemText } from '../problems/problem.ts';
import type { Locale, TextParams } from '../text.ts';
import { AppError } from './app-error.ts';
import { isErrorCode } from './catalogue.ts';

/** One entry of `error.details`: where, what (machine) and what (people). */
export interface ErrorDetail {
  path: string;
  code: string;
  message: string;
  params?: TextParams;
}

/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: { code: string; message: string; params?: TextParams; details: ErrorDetail[]; requestId: string };
}

/** The answer's body for an error, in one language. */
export function toErrorBody(error: AppError, locale: Locale, requestId: string): ErrorBody {
  const params = error.code === 'INTERNAL' ? { ...error.params, requestId } : error.params;
  const message = error.code === 'INTERNAL' ? new AppError('INTERNAL', { params }).text(locale) : error.text(locale);
  const details = error.details.map((problem) => toErrorDetail(problem, locale));
  return { error: { code: error.code, message, ...(Object.keys(params).length > 0 ? { params } : {}), details, requestId } };
}

/** One problem as it stands in an answer. */
export function toErrorDetail(problem: Problem, locale: Locale): ErrorDetail {
  const { path, code, params } = problem;
  return { path, code, message: problemText(problem, locale), ...(params ? { params } : {}) };
}

/** The error that an answer's body tells; a body of another shape gives INTERNAL. */
export function fromErrorBody(body: unknown): AppError {
  const error = isErrorBody(body) ? body.error : undefined;
  if (!error || !isErrorCode(error.code)) return new AppError('INTERNAL', { params: { requestId: error?.requestId ?? '' } });
  return new AppError(error.code, { params: error.params ?? {}, details: error.details.map(toProblem) });
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return typeof error === 'object' && error !== null && 'code' in error && 'details' in error && Array.isArray(error.details);
}

function toProblem(detail: ErrorDetail): Problem {
  if (isProblemCode(detail.code)) return { path: detail.path, code: detail.code, ...(detail.params ? { params: detail.params } : {}) };
  return { path: detail.path, code: 'OTHER', params: { message: detail.message } };
}
