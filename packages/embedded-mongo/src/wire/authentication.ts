import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { MongoError } from '../errors.ts';

/** Who may sign in over TCP. */
export type Credentials = { readonly user: string; readonly password: string };

const iterations = 15_000;

type Conversation =
  | { readonly step: 'none' }
  | { readonly step: 'challenged'; readonly firstBare: string; readonly challenge: string; readonly nonce: string; readonly short: boolean }
  | { readonly step: 'proved' };

/** What the server keeps of a password (RFC 5802): made once, it takes some milliseconds. */
export type ScramKeys = { readonly user: string; readonly salt: string; readonly storedKey: Buffer; readonly serverKey: Buffer };

/** The message that begins a conversation. */
export type FirstMessage = {
  readonly mechanism: string;
  readonly payload: string;
  /** `skipEmptyExchange`: the conversation ends with the server's proof. */
  readonly short: boolean;
};

/** Derives the keys that check a password without knowing it. */
export function deriveScramKeys({ user, password }: Credentials): ScramKeys {
  const salt = randomBytes(28);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest();
  return { user, salt: salt.toString('base64'), storedKey, serverKey: hmac(salted, 'Server Key') };
}

/** SCRAM-SHA-256 (RFC 7677) of one connection. Without keys every client counts as signed in. */
export class Authentication {
  private readonly keys: ScramKeys | undefined;
  private conversation: Conversation = { step: 'none' };
  private signedIn: boolean;

  constructor(keys?: ScramKeys) {
    this.keys = keys;
    this.signedIn = keys === undefined;
  }

  /** May this connection use the data? */
  get done(): boolean {
    return this.signedIn;
  }

  /** The user who signed in; absent on connections that need none. */
  get user(): string | undefined {
    return this.signedIn ? this.keys?.user : undefined;
  }

  /** Is a password asked for at all? */
  get asked(): boolean {
    return this.keys !== undefined;
  }

  /** Answers the client's first message. Throws AuthenticationFailed. */
  start({ mechanism, payload, short }: FirstMessage): string {
    if (mechanism !== 'SCRAM-SHA-256')
      throw new MongoError('AuthenticationFailed', `Received authentication for mechanism ${mechanism} which is not enabled`);
    const parts = /^n,(?:a=[^,]*)?,(n=([^,]*),r=([^,]+))$/.exec(payload);
    const [, firstBare, name, clientNonce] = parts ?? [];
    if (!this.keys || firstBare === undefined || clientNonce === undefined || unescapeName(name ?? '') !== this.keys.user)
      throw failedError();
    const nonce = clientNonce + randomBytes(18).toString('base64');
    const challenge = `r=${nonce},s=${this.keys.salt},i=${iterations}`;
    this.conversation = { step: 'challenged', firstBare, challenge, nonce, short };
    return challenge;
  }

  /** Checks the client's proof and answers the server's; a later empty message ends the conversation. Throws AuthenticationFailed. */
  continue(payload: string): { readonly payload: string; readonly done: boolean } {
    const { conversation } = this;
    if (conversation.step === 'proved' && payload === '') {
      this.signedIn = true;
      return { payload: '', done: true };
    }
    this.conversation = { step: 'none' };
    if (conversation.step !== 'challenged') throw failedError();
    const signature = this.proof(payload, conversation);
    if (conversation.short) this.signedIn = true;
    else this.conversation = { step: 'proved' };
    return { payload: `v=${signature}`, done: conversation.short };
  }

  private proof(payload: string, { firstBare, challenge, nonce }: Extract<Conversation, { step: 'challenged' }>): string {
    const parts = /^(c=biws,r=([^,]+)),p=([A-Za-z0-9+/=]+)$/.exec(payload);
    const [, withoutProof, givenNonce, given] = parts ?? [];
    if (!this.keys || withoutProof === undefined || givenNonce !== nonce || given === undefined) throw failedError();
    const message = `${firstBare},${challenge},${withoutProof}`;
    const signature = hmac(this.keys.storedKey, message);
    const proof = Buffer.from(given, 'base64');
    if (proof.length !== signature.length) throw failedError();
    const clientKey = proof.map((byte, index) => byte ^ (signature[index] ?? 0));
    if (!timingSafeEqual(createHash('sha256').update(clientKey).digest(), this.keys.storedKey)) throw failedError();
    return hmac(this.keys.serverKey, message).toString('base64');
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function unescapeName(name: string): string {
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=');
}

function failedError(): MongoError {
  return new MongoError('AuthenticationFailed', 'Authentication failed.');
}
