/**
 * The sample worker: it does one piece of pretended work every WORK_INTERVAL_MILLISECONDS (default 1000) and says so.
 * With FAIL_AFTER=N it ends with exit code 1 after N pieces.
 */
const interval = Number(process.env.WORK_INTERVAL_MILLISECONDS ?? 1000);
const failAfter = Number(process.env.FAIL_AFTER ?? Number.POSITIVE_INFINITY);
let done = 0;

const timer = setInterval(() => {
  done++;
  console.log(`worker did piece ${done}`);
  if (done >= failAfter) process.exit(1);
}, interval);

process.on("SIGTERM", () => {
  clearInterval(timer);
  console.log(`worker stops after ${done} pieces`);
});
