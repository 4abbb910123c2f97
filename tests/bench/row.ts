/** One figure of a benchmark. */
export interface Row {
  suite: string;
  name: string;
  value: number;
  unit: string;
  raw?: number;
  ratio?: number;
  goal?: number;
  met?: boolean;
}

/** How a suite is run. */
export interface Options {
  full: boolean;
  root: string;
  log: (line: string) => void;
}

/** A row of the suite `start` whose value must not exceed its goal. */
export const atMost = (name: string, value: number, { unit, goal }: { unit: string; goal: number }): Row => ({
  suite: 'start',
  name,
  value: round(value),
  unit,
  goal,
  met: value <= goal,
});

/** Two digits behind the point. */
export const round = (value: number) => Math.round(value * 100) / 100;
