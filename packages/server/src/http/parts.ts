import type { Logger } from 'pino';
import type { Sessions } from '../identity/sessions.ts';
import type { SignInWith } from '../identity/sign-in.ts';
import type { Services } from '../store/services.ts';

/** What the HTTP layer is built from. */
export interface HttpParts {
  services: Services;
  sessions: Sessions;
  signIn: SignInWith;
  log: Logger;
  /** Folder of app packages, one folder each. */
  templatesFolder: string;
  /** Folder of the built web app. */
  webFolder: string;
  /** Address people use, as `https://crm.example.com`; undefined: whatever Host they ask for. */
  publicUrl?: string;
  /** Express's `trust proxy`: false unless a proxy in front is trusted to name the caller's address. */
  trustProxy: boolean | string;
  /** Whether new calls may still come: false while the server goes down. */
  accepting: () => boolean;
}
