import { useSyncExternalStore } from 'react';

/** How much fits side by side: phone < 768, rail < 1024, narrow < 1280, wide. */
export type Viewport = 'phone' | 'rail' | 'narrow' | 'wide';

const steps: ReadonlyArray<[string, Viewport]> = [
  ['(max-width: 767.98px)', 'phone'],
  ['(max-width: 1023.98px)', 'rail'],
  ['(max-width: 1279.98px)', 'narrow'],
];

/** The width class of the window, live. */
export function useViewport(): Viewport {
  return useSyncExternalStore(follow, read);
}

function read(): Viewport {
  return steps.find(([query]) => matchMedia(query).matches)?.[1] ?? 'wide';
}

function follow(listener: () => void): () => void {
  const queries = steps.map(([query]) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}
