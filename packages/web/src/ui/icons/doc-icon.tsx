import { lazy, Suspense } from 'react';

const DocumentIcon = lazy(() => import('./document-icons.tsx').then((module) => ({ default: module.DocumentIcon })));

/** The icon that a document names; loaded when first needed, its place is kept meanwhile. */
export function DocIcon({ name, size = 16 }: { name: string | undefined; size?: number }) {
  const place = { display: 'inline-flex', width: size, height: size, flex: 'none' } as const;
  return (
    <span style={place}>
      <Suspense fallback={null}>
        <DocumentIcon name={name ?? 'box'} size={size} />
      </Suspense>
    </span>
  );
}
