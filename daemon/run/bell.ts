/** node-cron as the bell: once a second it says "look again", and nothing else. What is due, the state decides. */
import cron from 'node-cron'

export function ringBell(look: () => void): Disposable {
  const task = cron.createTask('* * * * * *', look, { name: 'onair bell' })
  task.start()
  return { [Symbol.dispose]: () => void task.destroy() }
}
