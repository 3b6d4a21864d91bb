/** What runs for us does not outlive us: whoever leaves at once (a second Ctrl-C, a crash) waits for no process. */

/** Until it is disposed, `kill` is called when this process ends, however it ends but by SIGKILL. */
export function endsWithUs(kill: () => void): Disposable {
  if (running.size === 0) process.on('exit', killAll)
  running.add(kill)
  return {
    [Symbol.dispose]() {
      running.delete(kill)
      if (running.size === 0) process.off('exit', killAll)
    },
  }
}

/** One listener for all of them: a film on stage and every file that is made ready is one. */
const running = new Set<() => void>()

const killAll = () => {
  for (const kill of running) kill()
}
