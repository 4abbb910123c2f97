import { MongoError } from '../errors.ts';
import type { Command, ServerState } from './command.ts';

/** `profile`: asks for the profiling level, which is 0, and its settings; there is no profiler to turn on. */
export const profile: Command = {
  name: 'profile',
  fields: ['slowms', 'sampleRate', 'filter'],
  run: ({ fields, server }) => {
    const level = fields.required('profile', fields.number('profile'));
    const rate = fields.number('sampleRate');
    if (rate !== undefined && (rate < 0 || rate > 1)) {
      throw new MongoError('BadValue', "'sampleRate' must be between 0.0 and 1.0 inclusive");
    }
    if (level === 1 || level === 2 || fields.has('filter')) {
      throw new MongoError('CommandNotSupported', 'profile: embedded-mongo has no profiler');
    }
    const { slowMs, sampleRate } = server.profiling;
    set(server.profiling, { slowMs: fields.number('slowms'), sampleRate: rate });
    return { was: 0, slowms: slowMs, sampleRate };
  },
};

function set(
  profiling: ServerState['profiling'],
  { slowMs, sampleRate }: { slowMs: number | undefined; sampleRate: number | undefined },
): void {
  profiling.slowMs = slowMs ?? profiling.slowMs;
  profiling.sampleRate = sampleRate ?? profiling.sampleRate;
}
