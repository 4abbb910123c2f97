import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { Design, DesignStore } from './design-store.ts';

const DesignContext = createContext<DesignStore | undefined>(undefined);

/** Gives the designers below their store. */
export function DesignProvider({ store, children }: { store: DesignStore; children: ReactNode }) {
  return <DesignContext value={store}>{children}</DesignContext>;
}

/** A part of the design, live. */
export function useDesign<T>(select: (design: Design) => T): T {
  return useStore(useDesignStore(), select);
}

/** The store itself, for acts. */
export function useDesignStore(): DesignStore {
  const store = useContext(DesignContext);
  if (!store) throw new Error('useDesign outside of DesignProvider');
  return store;
}
