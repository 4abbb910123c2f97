import { hostname } from 'node:os';
import type { PlanExplanation } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { RawReplyDocument, type Reply } from '../wire/reply.ts';
import { leadSpec, readAggregate } from './aggregate.ts';
import { type Call, type Command, nameOf, namespaceOf } from './command.ts';
import { readCount } from './count.ts';
import { version } from './diagnostics.ts';
import { Fields } from './fields.ts';
import { readFind } from './find.ts';
import { readFilter, readHint, readSort, readVariables } from './reading.ts';

const verbosities = new Set(['queryPlanner', 'executionStats', 'allPlansExecution']);

/** `explain`: the plan of a read or write, and with `executionStats` what it costs; writes are never carried out. */
export const explain: Command = {
  name: 'explain',
  fields: ['verbosity'],
  run: async (call) => {
    const verbosity = call.fields.text('verbosity') ?? 'allPlansExecution';
    if (!verbosities.has(verbosity))
      throw new MongoError('BadValue', `verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}`);
    const raw = call.fields.required('explain', call.fields.document('explain'));
    const inner = new Fields(raw, 'explain');
    const name = inner.names[0] ?? '';
    const planner = planners.get(name);
    if (!planner) throw new MongoError('CommandNotFound', `Explain failed due to unknown command: ${name}`);
    const { namespace, plan } = await planner({ ...call, fields: inner }, verbosity !== 'queryPlanner');
    return {
      explainVersion: '1',
      queryPlanner: {
        namespace,
        indexFilterSet: false,
        winningPlan: plan.winningPlan as Reply,
        rejectedPlans: plan.rejectedPlans as Reply[],
      },
      ...(plan.execution
        ? { executionStats: { executionSuccess: true, ...plan.execution, executionStages: plan.winningPlan as Reply } }
        : {}),
      command: new RawReplyDocument(raw),
      serverInfo: { host: hostname(), version, gitVersion: 'embedded-mongo' },
    };
  },
};

type Planned = { readonly namespace: string; readonly plan: PlanExplanation };
type Planner = (call: Call, run: boolean) => Promise<Planned>;

const planners = new Map<string, Planner>([
  [
    'find',
    async (call, run) => {
      const namespace = namespaceOf(call);
      return {
        namespace: nameOf(namespace),
        plan: await call.server.engine.explain(namespace, { ...readFind(call), limit: call.fields.size('limit') || undefined }, { run }),
      };
    },
  ],
  [
    'count',
    async (call, run) => {
      const namespace = namespaceOf(call);
      return { namespace: nameOf(namespace), plan: await call.server.engine.explain(namespace, readCount(call), { run, count: true }) };
    },
  ],
  ['distinct', (call, run) => explainFilter(call, 'query', run)],
  ['findAndModify', (call, run) => explainFilter(call, 'query', run)],
  ['findandmodify', (call, run) => explainFilter(call, 'query', run)],
  ['update', (call, run) => explainStatement(call, 'updates', run)],
  ['delete', (call, run) => explainStatement(call, 'deletes', run)],
  ['aggregate', explainAggregate],
]);

async function explainAggregate(call: Call, run: boolean): Promise<Planned> {
  const { namespace, name, pipeline } = readAggregate(call);
  const spec = { ...leadSpec(pipeline.lead), hint: readHint(call.fields) };
  return { namespace: name, plan: await call.server.engine.explain(namespace, spec, { run, count: pipeline.lead.countOnly }) };
}

async function explainFilter(call: Call, name: string, run: boolean): Promise<Planned> {
  const namespace = namespaceOf(call);
  const { fields, server } = call;
  const { sort, hint } = readSort(fields);
  const spec = { filter: readFilter(fields, name, readVariables(fields, server)), sort, hint: readHint(fields) ?? hint };
  return { namespace: nameOf(namespace), plan: await server.engine.explain(namespace, spec, { run }) };
}

async function explainStatement(call: Call, name: string, run: boolean): Promise<Planned> {
  const namespace = namespaceOf(call);
  const first = call.fields.documents(name)?.[0];
  if (!first) throw new MongoError('InvalidLength', 'explained write batches must be of size 1');
  const statement = new Fields(first, `explain.${name}`);
  const spec = { filter: readFilter(statement, 'q', readVariables(call.fields, call.server)), hint: readHint(statement) };
  return { namespace: nameOf(namespace), plan: await call.server.engine.explain(namespace, spec, { run }) };
}
