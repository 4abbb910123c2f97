import { hostname } from 'node:os';
import type { PlanExplanation } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { RawReplyDocument, type Reply } from '../wire/reply.ts';
import { type Call, type Command, nameOf, namespaceOf } from './command.ts';
import { readCount } from './count.ts';
import { version } from './diagnostics.ts';
import { Fields } from './fields.ts';
import { checkTypes, readFind } from './find.ts';
import { leadSpec, readAggregate } from './read-aggregate.ts';
import { readFilter, readHint, readSort, readVariables } from './reading.ts';
import { resolveView } from './resolve-view.ts';
import type { Run } from './run-pipeline.ts';
import { findThroughView } from './view-pipeline.ts';

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
    return explained({ ...call, fields: inner }, { raw, verbosity }, planner);
  },
};

/** How much an explanation says. */
type Asked = { readonly raw: Uint8Array; readonly verbosity: string };

/** The explanation of a command as a reply; beyond `queryPlanner` its reads are carried out. */
export async function explained(call: Call, { raw, verbosity }: Asked, planner: Planner): Promise<Reply> {
  const { namespace, plan, later = [] } = await planner(call, verbosity !== 'queryPlanner');
  const stages = plan.winningPlan as Reply;
  const allPlans = verbosity === 'allPlansExecution' ? { allPlansExecution: [] } : {};
  const query = {
    queryPlanner: { namespace, indexFilterSet: false, winningPlan: stages, rejectedPlans: plan.rejectedPlans as Reply[] },
    ...(plan.execution
      ? { executionStats: { executionSuccess: true, ...plan.execution, executionStages: { ...stages, ...plan.execution }, ...allPlans } }
      : {}),
  };
  return {
    explainVersion: '1',
    ...(later.length > 0 ? { stages: [{ $cursor: query }, ...later.map((name) => ({ [name]: {} }))] } : query),
    command: new RawReplyDocument(raw),
    serverInfo: { host: hostname(), version, gitVersion: 'embedded-mongo' },
  };
}

type Planned = {
  readonly namespace: string;
  readonly plan: PlanExplanation;
  /** The stages of a pipeline that follow the query. */
  readonly later?: readonly string[];
};
type Planner = (call: Call, run: boolean) => Promise<Planned>;

const planners = new Map<string, Planner>([
  [
    'find',
    async (call, run) => {
      checkTypes(call.fields);
      const namespace = namespaceOf(call);
      const below = resolveView(call.server.engine, namespace);
      if (below.isView) return explainRun(call, findThroughView(call, below), run);
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
  ['findAndModify', explainFindAndModify],
  ['findandmodify', explainFindAndModify],
  ['update', (call, run) => explainStatement(call, 'updates', run)],
  ['delete', (call, run) => explainStatement(call, 'deletes', run)],
  ['aggregate', explainAggregate],
]);

/** The plan of an aggregation's reads. */
export async function explainAggregate(call: Call, run: boolean): Promise<Planned> {
  const { namespace, pipeline } = readAggregate(call);
  return explainRun(call, { namespace, pipeline, hint: readHint(call.fields) }, run);
}

async function explainRun({ server }: Call, { namespace, pipeline, hint }: Run, run: boolean): Promise<Planned> {
  const spec = { ...leadSpec(pipeline.lead), hint };
  const plan = await server.engine.explain(namespace, spec, { run, count: pipeline.lead.countOnly });
  return { namespace: nameOf(namespace), plan, later: afterQuery(pipeline.rest) };
}

/** MongoDB takes groups and look-ups at the front into the query, and shows it by itself when nothing else follows. */
function afterQuery(rest: readonly string[]): readonly string[] {
  const front = rest.findIndex((name) => name !== '$group' && name !== '$lookup');
  return front === -1 ? [] : rest.slice(front);
}

async function explainFilter(call: Call, name: string, run: boolean): Promise<Planned> {
  const namespace = namespaceOf(call);
  const { fields, server } = call;
  const { sort, hint } = readSort(fields);
  const spec = { filter: readFilter(fields, name, readVariables(fields, server)), sort, hint: readHint(fields) ?? hint };
  return { namespace: nameOf(namespace), plan: await server.engine.explain(namespace, spec, { run }) };
}

async function explainFindAndModify(call: Call, run: boolean): Promise<Planned> {
  return inside(call.fields.flag('remove', true) ? 'DELETE' : 'UPDATE', await explainFilter(call, 'query', run), 1);
}

/** The plan of a write, which is never carried out; of what it finds it answers `shown` documents at most. */
function inside(stage: string, { namespace, plan }: Planned, shown: number): Planned {
  const execution = plan.execution ? { execution: { ...plan.execution, nReturned: Math.min(plan.execution.nReturned, shown) } } : {};
  return { namespace, plan: { ...plan, ...execution, winningPlan: { stage, inputStage: plan.winningPlan } } };
}

async function explainStatement(call: Call, name: 'updates' | 'deletes', run: boolean): Promise<Planned> {
  const namespace = namespaceOf(call);
  const first = call.fields.documents(name)?.[0];
  if (!first) throw new MongoError('InvalidLength', 'explained write batches must be of size 1');
  const statement = new Fields(first, `explain.${name}`);
  const spec = { filter: readFilter(statement, 'q', readVariables(call.fields, call.server)), hint: readHint(statement) };
  const plan = await call.server.engine.explain(namespace, spec, { run });
  return inside(name === 'updates' ? 'UPDATE' : 'DELETE', { namespace: nameOf(namespace), plan }, 0);
}
