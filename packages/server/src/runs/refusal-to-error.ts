import { AppError, type ErrorCode } from '@formwright/metadata';
import { Refusal, type RefusalReason } from '@formwright/workflow';

const codes: Record<RefusalReason, ErrorCode> = {
  runOver: 'RUN_OVER',
  taskUnknown: 'NOT_FOUND',
  taskClosed: 'ALREADY_DECIDED',
  notAssignee: 'FORBIDDEN',
  commentRequired: 'COMMENT_REQUIRED',
  notInitiator: 'FORBIDDEN',
  withdrawForbidden: 'FORBIDDEN',
  nothingFailed: 'RUN_OVER',
  notWriting: 'INTERNAL',
};

/** The engine's refusal as the failure people read; anything else as it is. */
export function refusalToError(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  const details = error.reason === 'commentRequired' ? [{ path: '/comment', code: 'REQUIRED' as const }] : [];
  return new AppError(codes[error.reason], { details, cause: error });
}
