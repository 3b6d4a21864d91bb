/**
 * What the log says beside the turns (a rundown that is not taken in, a disk that is full): nobody could write it down
 * with a turn, so whoever listens to the events hears it in passing.
 */
import type { Passing } from '../core/plan/news.js'
import type { Log } from '../log.js'
import type { Clock } from './clock.js'

export function aside(log: Log, pass: (news: Passing) => void, now: Clock['now']): Log {
  const both =
    (level: keyof Log): Log['info'] =>
    (fields, says) => {
      log[level](fields, says)
      pass({ kind: 'tell', at: now(), what: { level, says } })
    }
  return { info: both('info'), warn: both('warn'), alert: both('alert') }
}
