import type { Organisation, SessionUser } from '@formwright/client';
import { createContext, type ReactNode, useContext } from 'react';

/** Who is signed in, and where. */
export interface Session {
  user: SessionUser;
  organisation: Organisation;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Gives everything below the signed-in person. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The signed-in person and the organisation; only within pages that need both. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}
