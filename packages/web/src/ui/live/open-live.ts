import { connectLive, type Live } from '@formwright/client';

/** Opens the connection; a module of its own so that the sign-in page does not load it. */
export function openLive(): Live {
  return connectLive();
}
