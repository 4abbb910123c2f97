/** Prints one plain sentence: Chinese where the machine speaks Chinese, else English. */
export function say(zh, en) {
  console.log(pick(zh, en));
}

/** Ends with one clear sentence and a non-zero exit code. */
export function stop(zh, en) {
  console.error(pick(zh, en));
  process.exit(1);
}

/** Tells every ten seconds that long work goes on; returns the function that stops telling. */
export function keepTelling(zh, en) {
  const began = Date.now();
  say(zh, en);
  const timer = setInterval(() => say(`  … ${seconds(began)} 秒`, `  … ${seconds(began)} s`), 10_000);
  timer.unref();
  return () => {
    clearInterval(timer);
    say(`  完成，用时 ${seconds(began)} 秒`, `  done in ${seconds(began)} s`);
  };
}

const seconds = (began) => Math.round((Date.now() - began) / 1000);
const chinese = /^zh/i.test(
  process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || Intl.DateTimeFormat().resolvedOptions().locale,
);
const pick = (zh, en) => (chinese ? zh : en);
