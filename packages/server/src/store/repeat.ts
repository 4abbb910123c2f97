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
  /** Told of every failed round; the next one comes soon, then later and later up to the usual pause. */
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
  let failures = 0;
  const pause = () =>
    new Promise<void>((resolve) => {
      if (isStopped || isWoken) return resolve();
      const timer = setTimeout(resolve, failures === 0 ? everyMs : Math.min(everyMs, 100 * 2 ** failures));
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!isStopped) {
      isWoken = false;
      try {
        const goesOn = await round();
        failures = 0;
        if (goesOn) continue;
      } catch (error) {
        failures += 1;
        onError?.(error);
      }
      await pause();
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
