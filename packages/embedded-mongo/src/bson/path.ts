/** One step of a dotted path. */
export interface PathStep {
  /** The name in UTF-8. */
  readonly name: Uint8Array;
  /** The array position it may also mean, or -1. */
  readonly index: number;
}

/** A dotted path that is ready to walk. */
export type Path = readonly PathStep[];

const encoder = new TextEncoder();

/** Splits `a.b.0` into steps. */
export function compilePath(path: string): Path {
  return path.split('.').map((name) => ({ name: encoder.encode(name), index: /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1 }));
}
