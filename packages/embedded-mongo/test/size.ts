/** How much the long tests do: small on every run, full for `npm run test:full -- embedded-mongo`. */
const full = process.env.FULL === '1';

/** Sizes as the package's README promises them. */
export const size = {
  full,
  operations: full ? 1_000_000 : 20_000,
  crashes: full ? 200 : 10,
  powerLosses: full ? 2_000 : 40,
  mutations: full ? 50_000 : 2_000,
  /** Milliseconds that one of the long tests may take. */
  patience: full ? 3 * 60 * 60_000 : 8 * 60_000,
} as const;
