import type { RecordData, WorkflowDoc } from '@formwright/metadata';
import { advance } from './advance.ts';
import type { Command, RunEvent, RunFacts } from './event.ts';
import { newRun, type RunState } from './run.ts';

/** Ends a simulation: what the run would look like, and all it would have done; nothing is done. */
export interface Simulation {
  run: RunState;
  commands: Command[];
}

/** Plays events through a definition with an interpreter that only pretends to write. */
export function simulate(
  definition: WorkflowDoc,
  events: readonly RunEvent[],
  facts: RunFacts & { initiator: string; input: RecordData },
): Simulation {
  let run = newRun({ id: 'simulation', initiator: facts.initiator, input: facts.input, now: facts.now });
  let { record } = facts;
  const commands: Command[] = [];
  const queue: RunEvent[] = [{ kind: 'start' }, ...events];
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    const step = advance(definition, run, event, { ...facts, record });
    run = step.run;
    commands.push(...step.commands);
    for (const command of step.commands) {
      if (command.kind !== 'write') continue;
      record = { ...record, ...command.set };
      queue.unshift({ kind: 'wrote', token: command.token });
    }
  }
  return { run, commands };
}
