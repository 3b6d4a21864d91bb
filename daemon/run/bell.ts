/** node-cron as the bell: once a second it says "look again", and nothing else. What is due, the state decides. */
import cron from 'node-cron'

export function ringBell(look: () => void): Disposable {
  // A stroke that was missed is no news: the next one looks at the same state. The package would print it into the log.
  const task = cron.createTask('* * * * * *', look, {
    name: 'onair bell',
    suppressMissedWarning: true,
  })
  task.start()
  return { [Symbol.dispose]: () => void task.destroy() }
}
