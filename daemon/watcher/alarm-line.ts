/**
 * Where alarms go: each a line of the log, and a message to an address, if there is one. What could not be delivered
 * is tried again, in order: an alarm that was lost on the way was none.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { after, type Duration, type Instant, seconds, utc } from '../core/time.js'
import type { Log } from '../log.js'
import type { Alarm } from './alarms.js'
import type { Post } from './post.js'

/** What was to be delivered and was not yet. */
export interface Waiting {
  readonly at: Instant
  readonly alarm: Alarm
}

export interface AlarmLineOptions {
  /** Often a secret by itself: it is told to nobody. undefined: the log is all there is. */
  readonly url: string | undefined
  readonly post: (post: Post) => Promise<string | undefined>
  readonly now: () => Instant
  readonly log: Log
  /** What waited when the watcher was stopped: it is delivered first. */
  readonly before?: readonly Waiting[]
  /** So long whoever leaves waits for what is under way. */
  readonly leaveWithin?: Duration
}

export interface AlarmLine {
  readonly sound: (alarms: readonly Alarm[]) => void
  /** Time went by: what waits may be due again. */
  readonly tick: () => void
  /** The oldest first; another list whenever it changed. */
  readonly waiting: () => readonly Waiting[]
  /** What is under way is over. */
  readonly idle: () => Promise<void>
  /** Delivers what can be delivered in a few seconds, and then nothing more. */
  readonly leave: () => Promise<void>
}

const TRY_AGAIN = seconds(15)
/** A night of alarms; the oldest go first, they are in the log. */
const WAITING_MAX = 200
const LEAVE_WITHIN = seconds(3)

export function openAlarmLine(options: AlarmLineOptions): AlarmLine {
  const { url, post, now, log, before = [], leaveWithin = LEAVE_WITHIN } = options
  let waiting: readonly Waiting[] = url === undefined ? [] : before.slice(-WAITING_MAX)
  let hasLeft = false
  let underWay: Promise<void> | undefined
  let againAt: Instant | undefined

  async function deliver(to: string): Promise<void> {
    for (let [first] = waiting; first && !hasLeft; [first] = waiting) {
      const { at, alarm } = first
      // `text`: what chat services show of a message to their webhooks.
      const body = { ...alarm, at: utc(at), text: textOf(alarm) }
      const why = await post({ url: to, body })
      if (hasLeft) return
      if (why !== undefined) {
        if (!againAt) log.alert({}, `an alarm could not be delivered, and is tried again: ${why}`)
        againAt = after(now(), TRY_AGAIN)
        return
      }
      if (againAt) log.info({}, 'alarms are delivered again')
      againAt = undefined
      // It may have been pushed out meanwhile.
      waiting = waiting.filter((one) => one !== first)
    }
  }

  function go(): void {
    if (url === undefined || hasLeft || underWay || waiting.length === 0) return
    underWay = deliver(url).finally(() => {
      underWay = undefined
      if (!againAt) go()
    })
  }

  const idle = async () => {
    while (underWay) await underWay
  }

  go()
  return {
    sound(alarms) {
      if (alarms.length === 0) return
      for (const alarm of alarms) {
        const airing = alarm.airing
        if (alarm.is === 'raised') log.alert({ airing }, textOf(alarm))
        else log.info({ airing }, textOf(alarm))
      }
      const at = now()
      const more = url === undefined ? [] : alarms.map((alarm) => ({ at, alarm }))
      waiting = [...waiting, ...more].slice(-WAITING_MAX)
      if (!againAt) go()
    },
    tick() {
      if (againAt && now() >= againAt) go()
    },
    waiting: () => waiting,
    idle,
    async leave() {
      await Promise.race([idle(), pause(leaveWithin, undefined, { ref: false })])
      hasLeft = true
    },
  }
}

const textOf = ({ is, says }: Alarm) => `${is === 'raised' ? 'ALARM' : 'over'}: ${says}`
