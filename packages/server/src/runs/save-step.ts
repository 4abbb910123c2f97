import { AppError, fillText, type Locale, type Text, type WorkflowDoc } from '@formwright/metadata';
import type { Command, RunState, RunTask } from '@formwright/workflow';
import { idOf, newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { type Announcement, announce } from '../write/announce.ts';
import { definitionIn } from './definition.ts';
import { titleInMessage } from './run-title.ts';

/** A step that was worked off and shall be kept. */
export interface SaveRequest {
  tx: Tx;
  row: RunRow;
  definition: WorkflowDoc;
  state: RunState;
  commands: readonly Command[];
  /** Whether the run is new. */
  isNew?: boolean;
}

/** Keeps a run's new state with its messages in the caller's transaction; only onto the state it was worked out from. Throws LOST_RACE. */
export async function saveStep(services: Services, principal: Principal, request: SaveRequest): Promise<RunRow> {
  const { tx, row, state } = request;
  const { runs } = services.store.models;
  const next: RunRow = {
    ...row,
    ...indexed(state),
    state,
    seq: state.seq,
    status: state.status,
    endedAt: state.endedAt === undefined ? null : new Date(state.endedAt),
  };
  if (request.isNew) await runs.create([next], { session: tx.session });
  else {
    const { _id, ...set } = next;
    const saved = await runs.updateOne({ _id, seq: row.seq }, { $set: set }, { session: tx.session });
    if (saved.modifiedCount !== 1) throw new AppError('LOST_RACE');
  }
  await tell(services, principal, { ...request, row: next });
  return next;
}

/** Who finds the run in which box. */
function indexed(state: RunState): Pick<RunRow, 'waitingFor' | 'decidedBy' | 'cc'> {
  const approvals = state.tasks.filter((task) => task.kind === 'approval');
  return {
    waitingFor: [...new Set(approvals.filter((task) => task.state === 'open').map((task) => task.assignee))],
    decidedBy: [...new Set(approvals.flatMap((task) => (task.outcome ? [task.outcome.by] : [])))],
    cc: [...new Set(state.tasks.filter((task) => task.kind === 'cc').map((task) => task.assignee))],
  };
}

const words = {
  asked: { 'zh-CN': '{initiator} 的「{workflow}」等你处理：{title}', en: '{workflow} by {initiator} waits for you: {title}' },
  copied: { 'zh-CN': '{initiator} 的「{workflow}」抄送给你：{title}', en: '{workflow} by {initiator}, for your information: {title}' },
  completed: { 'zh-CN': '你的「{workflow}」已通过：{title}', en: 'Your {workflow} was approved: {title}' },
  rejected: { 'zh-CN': '你的「{workflow}」被驳回：{title}', en: 'Your {workflow} was rejected: {title}' },
  terminated: { 'zh-CN': '你的「{workflow}」被管理员终止：{title}', en: 'An admin ended your {workflow}: {title}' },
} as const satisfies Record<string, Text>;

/** Words of ours with places for the run, or those that the workflow made up: whatever stands in them is meant so. */
type Message = { to: string } & ({ words: Text; task: RunTask | undefined } | { text: string });

/** Messages and inbox events go with the same transaction: told if and only if it happened. */
async function tell(services: Services, principal: Principal, request: SaveRequest): Promise<void> {
  const { tx, row, commands, state } = request;
  const messages = commands.flatMap((command) => messagesOf(command, state));
  const told = commands.flatMap((command) => (command.kind === 'openTask' || command.kind === 'closeTask' ? [command.assignee] : []));
  const events: Announcement[] = [
    {
      subject: 'run',
      kind: request.isNew ? 'create' : 'update',
      target: String(row._id),
      detail: { workflow: row.workflow, status: row.status },
    },
  ];
  for (const to of new Set(told)) events.push({ subject: 'inbox', kind: 'update', target: to, detail: { reason: 'task' } });
  for (const to of new Set(messages.map((message) => message.to)))
    events.push({ subject: 'inbox', kind: 'update', target: to, detail: { reason: 'notification' } });
  if (messages.length > 0) await insertMessages(services, request, messages);
  await announce(services, principal, { tx, events });
}

function messagesOf(command: Command, state: RunState): Message[] {
  switch (command.kind) {
    case 'openTask': {
      const task = state.tasks.find((one) => one.id === command.task);
      return [{ to: command.assignee, words: task?.kind === 'cc' ? words.copied : words.asked, task }];
    }
    case 'notify':
      return command.to.map((to) => ({ to, text: command.text }));
    case 'tellEnd':
      return [{ to: command.to, words: words[command.status], task: undefined }];
    case 'closeTask':
    case 'write':
      return [];
  }
}

async function insertMessages(services: Services, request: SaveRequest, messages: readonly Message[]): Promise<void> {
  const { row, tx } = request;
  const { users, notifications } = services.store.models;
  const ids = messages.map((message) => idOf(message.to));
  const readers = await users.find({ _id: { $in: ids } }, { locale: 1 }).lean();
  const locales = new Map<string, Locale>(readers.map((reader) => [String(reader._id), reader.locale]));
  const texts = await Promise.all(
    messages.map(async (message) => {
      if ('text' in message) return message.text;
      const locale = locales.get(message.to) ?? 'zh-CN';
      const { title: workflow } = await definitionIn(services, row, locale);
      const title = titleInMessage(services, request, message.task);
      return fillText(message.words, locale, { workflow, title, initiator: row.initiator.name });
    }),
  );
  const rows = messages.map((message, index) => ({
    _id: newId(),
    user: idOf(message.to),
    at: new Date(services.now()),
    text: texts[index] ?? '',
    read: false,
    link:
      'task' in message && message.task
        ? { task: message.task.id }
        : { app: row.appKey, entity: row.entityKey, record: String(row.record) },
  }));
  await notifications.insertMany(rows, { session: tx.session });
}
