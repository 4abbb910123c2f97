import type { Figure, Place } from './figures.ts';

/** Milliseconds that one measurement takes. */
const spanMs = 1200;

/** Measurements of one figure on each server; the middle one counts. */
const rounds = 3;

/** How often per second a figure is done at each place; the places take turns, so that a slow moment of the machine meets all. */
export async function measure(figure: Figure, places: readonly Place[]): Promise<number[]> {
  const rates = places.map((): number[] => []);
  let from = 0;
  for (const place of places) await rate(figure, place, { from, spanMs: 300 });
  for (let round = 0; round < rounds; round++) {
    from += 1_000_000;
    for (const [index, place] of places.entries()) rates[index]?.push(await rate(figure, place, { from, spanMs }));
  }
  return rates.map((all) => all.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
}

async function rate(figure: Figure, place: Place, { from, spanMs }: { from: number; spanMs: number }): Promise<number> {
  let done = 0;
  let next = from;
  const started = performance.now();
  const worker = async () => {
    while (performance.now() - started < spanMs) {
      await figure.once(place, next++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: figure.inFlight }, worker));
  return (done * 1000) / (performance.now() - started);
}
