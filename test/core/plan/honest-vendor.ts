/** A platform that tells the truth: a queue whose head speaks, on the clock of the test, and what was really heard. */
import type { Call } from '../../../daemon/core/plan/actions.js'
import type { TraceId } from '../../../daemon/core/plan/events.js'
import { after, type Duration, type Instant, millis, NEVER } from '../../../daemon/core/time.js'

export interface Item {
  readonly trace: TraceId
  readonly takeover: string
  readonly text: string
  readonly receivedAt: Instant
  readonly lasts: Duration
}

export interface Heard extends Item {
  readonly startedAt: Instant
  /** undefined: it is still being heard. */
  endedAt: Instant | undefined
  cut: boolean
}

export interface HonestVendor {
  readonly heard: readonly Heard[]
  /** What is on air stands first. */
  readonly queue: () => readonly Item[]
  readonly enqueue: (call: Extract<Call, { type: 'enqueue' }>, now: Instant) => TraceId
  readonly cancel: (trace: TraceId, now: Instant) => void
  readonly move: (trace: TraceId, place: number) => void
  /** Lets time go on until then. */
  readonly pass: (now: Instant) => void
  readonly changesAt: () => Instant
}

/** About what the shortest text takes; nothing here is timed by it. */
const MS_A_CHARACTER = 60

export function honestVendor(): HonestVendor {
  let queue: Item[] = []
  const heard: Heard[] = []
  const onAir = () => heard.find((one) => one.endedAt === undefined)

  function begin(now: Instant): void {
    const [head] = queue
    if (head && !onAir()) heard.push({ ...head, startedAt: now, endedAt: undefined, cut: false })
  }

  function pass(now: Instant): void {
    for (let speaking = onAir(); speaking; speaking = onAir()) {
      const endsAt = after(speaking.startedAt, speaking.lasts)
      if (endsAt > now) return
      speaking.endedAt = endsAt
      queue = queue.filter(({ trace }) => trace !== speaking?.trace)
      begin(endsAt)
    }
  }

  return {
    heard,
    queue: () => queue,
    pass,
    changesAt: () => {
      const speaking = onAir()
      return speaking ? after(speaking.startedAt, speaking.lasts) : NEVER
    },
    enqueue: ({ takeover, script, place }, now) => {
      pass(now)
      const trace = `t${heard.length}-${queue.length}-${takeover}@${now}` as TraceId
      const text = script.say ?? ''
      const lasts = millis(Math.max(2_000, text.length * MS_A_CHARACTER))
      const item = { trace, takeover, text, receivedAt: now, lasts }
      queue.splice(place === undefined ? queue.length : Math.max(place, onAir() ? 1 : 0), 0, item)
      begin(now)
      return trace
    },
    cancel: (trace, now) => {
      pass(now)
      const speaking = onAir()
      queue = queue.filter((item) => item.trace !== trace)
      if (speaking?.trace !== trace) return
      speaking.endedAt = now
      speaking.cut = true
      begin(now)
    },
    move: (trace, place) => {
      const item = queue.find((one) => one.trace === trace)
      if (!item || onAir()?.trace === trace) return
      queue = queue.filter((one) => one !== item)
      queue.splice(Math.max(1, place), 0, item)
    },
  }
}
