import type { Timestamp } from 'bson';
import type { Engine, StoreSnapshot } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { ClusterTime } from './cluster-time.ts';

/** Milliseconds for which a moment can be read again: as long as a transaction may last, since each keeps space from being reused. */
const holdMs = 60_000;

/** Moments that are held at most; the oldest goes first. */
const mostHeld = 100;

/** A moment of the store by the cluster time that its reads are answered with. */
export type Moment = { readonly time: Timestamp; readonly snapshot: StoreSnapshot };

/** The moments that reads with read concern `snapshot` see. */
export class Snapshots {
  private readonly held: (Moment & { readonly since: number })[] = [];
  private readonly engine: Engine;
  private readonly clusterTime: ClusterTime;
  private readonly now: () => number;

  constructor(engine: Engine, clusterTime: ClusterTime, now: () => number) {
    this.engine = engine;
    this.clusterTime = clusterTime;
    this.now = now;
  }

  /** The present moment. */
  take(): Moment {
    const last = this.held.at(-1);
    if (last?.snapshot.current && last.since > this.now() - holdMs / 2) return last;
    this.clusterTime.tick();
    return this.hold();
  }

  /** The moment that an earlier read was answered with, or the present one by its time. Throws SnapshotTooOld. */
  at(time: Timestamp): Moment {
    this.expire();
    const found = this.held.find((moment) => moment.time.equals(time));
    if (found) return found;
    if (time.equals(this.clusterTime.time)) return this.hold();
    throw new MongoError('SnapshotTooOld', `Read timestamp Timestamp(${time.t}, ${time.i}) is older than the oldest available timestamp.`);
  }

  /** Lets go of the moments that were held long enough. */
  expire(): void {
    const oldest = this.now() - holdMs;
    while (this.held[0] && this.held[0].since < oldest) this.held.shift()?.snapshot.release();
  }

  private hold(): Moment {
    const moment = { time: this.clusterTime.time, snapshot: this.engine.takeSnapshot(), since: this.now() };
    this.held.push(moment);
    if (this.held.length > mostHeld) this.held.shift()?.snapshot.release();
    return moment;
  }
}
