/** Processor time of this process since a mark, in milliseconds: unlike the clock it does not depend on what else the machine does. */
export function cpuSince(mark: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(mark);
  return (user + system) / 1000;
}
