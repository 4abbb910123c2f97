/** Something under way that can be stopped. */
export interface Running {
  /** Resolves when the last round has ended. */
  stop(): Promise<void>;
}

/** How a round is repeated. */
export interface Repetition {
  /** Pause between rounds, in ms. */
  everyMs: number;
  /** Calls back when there may be work before the pause is over. */
  wake?: (now: () => void) => () => void;
  /** Told of every failed round; the next one comes after the usual pause. */
  onError?: (error: unknown) => void;
}

/** Does a round of work again and again, one at a time. A round that answers true is followed by the next at once. */
export function repeat(round: () => Promise<boolean>, { everyMs, wake, onError }: Repetition): Running {
  let isStopped = false;
  let isWoken = false;
  let interrupt: () => void = () => undefined;
  const unsubscribe = wake?.(() => {
    isWoken = true;
    interrupt();
  });
  const pause = () =>
    new Promise<void>((resolve) => {
      if (isStopped || isWoken) return resolve();
      const timer = setTimeout(resolve, everyMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!isStopped) {
      isWoken = false;
      const goesOn = await round().catch((error: unknown) => {
        onError?.(error);
        return false;
      });
      if (!goesOn) await pause();
    }
  };
  const ended = loop();
  return {
    stop: () => {
      isStopped = true;
      unsubscribe?.();
      interrupt();
      return ended;
    },
  };
}
