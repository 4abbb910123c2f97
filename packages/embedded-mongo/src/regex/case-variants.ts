let folds: Map<number, readonly number[]> | undefined;

const lastAscii = 0x7f;
const lastCased = 0x1e943;

/** The two letters beyond ASCII that are another case of one within. */
const beyondAscii = new Map([
  ['k', 0x212a],
  ['s', 0x17f],
]);

/** The letters that differ from `code` in case only, itself among them; nothing for what has no case. */
export function letterVariants(code: number): readonly number[] {
  const letter = String.fromCodePoint(code);
  const [upper, lower] = [letter.toUpperCase(), letter.toLowerCase()];
  if (upper === lower) return [];
  if (code > lastAscii) return allFolds().get(code) ?? [];
  const beyond = beyondAscii.get(lower);
  return [upper.charCodeAt(0), lower.charCodeAt(0), ...(beyond === undefined ? [] : [beyond])];
}

/** The same for all letters from `low` to `high`: those beyond the range that it takes in. */
export function rangeVariants(low: number, high: number): readonly number[] {
  const found = new Set<number>();
  const add = (variants: readonly number[]) => {
    for (const variant of variants) if (variant < low || variant > high) found.add(variant);
  };
  for (let code = low; code <= Math.min(high, lastAscii); code++) add(letterVariants(code));
  if (high > lastAscii) for (const [code, variants] of allFolds()) if (code >= low && code <= high) add(variants);
  return Array.from(found);
}

function allFolds(): Map<number, readonly number[]> {
  folds ??= collectFolds();
  return folds;
}

function collectFolds(): Map<number, readonly number[]> {
  const hasCase = /\p{Changes_When_Casemapped}/u;
  const byFold = new Map<string, number[]>();
  for (let code = 0; code <= lastCased; code++) {
    const letter = String.fromCodePoint(code);
    if (!hasCase.test(letter)) continue;
    const fold = foldOf(letter);
    const known = byFold.get(fold);
    if (known) known.push(code);
    else byFold.set(fold, [code]);
  }
  return new Map(Array.from(byFold.values()).flatMap((codes) => codes.map((code) => [code, codes] as const)));
}

/** Letters whose other case takes more than one character stand for themselves. */
function foldOf(text: string): string {
  const upper = text.toUpperCase();
  const lower = (upper.length === text.length ? upper : text).toLowerCase();
  return lower.length === text.length ? lower : text;
}
