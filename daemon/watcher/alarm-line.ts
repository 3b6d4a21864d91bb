/**
 * Where alarms go: each a line of the log, and a message to an address, if there is one. What could not be delivered
 * is tried again, in order: an alarm that was lost on the way was none.
 */
import { after, type Instant, seconds, utc } from '../core/time.js'
import type { Log } from '../log.js'
import type { Post } from './post.js'
import type { Alarm } from './watch.js'

export interface AlarmLineOptions {
  /** Often a secret by itself: it is told to nobody. undefined: the log is all there is. */
  readonly url: string | undefined
  readonly post: (post: Post) => Promise<string | undefined>
  readonly now: () => Instant
  readonly log: Log
}

export interface AlarmLine {
  readonly sound: (alarms: readonly Alarm[]) => void
  /** Time went by: what waits may be due again. */
  readonly tick: () => void
  /** What is under way is over. */
  readonly idle: () => Promise<void>
}

const TRY_AGAIN = seconds(15)
/** A night of alarms; the oldest go first, they are in the log. */
const WAITING_MAX = 200

export function openAlarmLine({ url, post, now, log }: AlarmLineOptions): AlarmLine {
  const waiting: { readonly at: Instant; readonly alarm: Alarm }[] = []
  let underWay: Promise<void> | undefined
  let againAt: Instant | undefined

  async function deliver(to: string): Promise<void> {
    for (let [first] = waiting; first; [first] = waiting) {
      const { at, alarm } = first
      // `text`: what chat services show of a message to their webhooks.
      const body = { ...alarm, at: utc(at), text: textOf(alarm) }
      const why = await post({ url: to, body })
      if (why !== undefined) {
        if (!againAt) log.alert({}, `an alarm could not be delivered, and is tried again: ${why}`)
        againAt = after(now(), TRY_AGAIN)
        return
      }
      if (againAt) log.info({}, 'alarms are delivered again')
      againAt = undefined
      waiting.splice(waiting.indexOf(first), 1)
    }
  }

  function go(): void {
    if (url === undefined || underWay || waiting.length === 0) return
    underWay = deliver(url).finally(() => {
      underWay = undefined
      if (!againAt) go()
    })
  }

  return {
    sound(alarms) {
      for (const alarm of alarms) {
        const airing = alarm.airing
        if (alarm.is === 'raised') log.alert({ airing }, textOf(alarm))
        else log.info({ airing }, textOf(alarm))
        if (url !== undefined) waiting.push({ at: now(), alarm })
      }
      waiting.splice(0, waiting.length - WAITING_MAX)
      if (!againAt) go()
    },
    tick() {
      if (againAt && now() >= againAt) go()
    },
    idle: async () => {
      while (underWay) await underWay
    },
  }
}

const textOf = ({ is, says }: Alarm) => `${is === 'raised' ? 'ALARM' : 'over'}: ${says}`
