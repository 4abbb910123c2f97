export { advance, mayStart, mayWithdraw, stepLimit } from './advance.ts';
export type { Command, RunEvent, RunFacts } from './event.ts';
export type { NodeFamily, NodeKind } from './nodes/node-kind.ts';
export { kindOf, nodeKinds } from './nodes/registry.ts';
export { Refusal, type RefusalReason } from './refusal.ts';
export { newRun, type Outcome, type RunState, type RunStatus, type RunTask, type Token, type TraceLine } from './run.ts';
export { type Simulation, simulate } from './simulate.ts';
export { checkWorkflow } from './soundness/check-workflow.ts';
export { type Fault, type FaultCode, faultCatalogue, faultText } from './soundness/fault.ts';
