/**
 * The presenter's mouth: one takeover at a time, the next as soon as it is free, the script when
 * there is none.
 */
import { after, type Instant, millis } from '../../core/time.js'
import { callBack } from './callbacks.js'
import { unixSeconds, written } from './clock.js'
import type { Fields } from './fields.js'
import type { Session, Takeover, World } from './world.js'

/** On air, the first in playing order. */
export const queueOf = (session: Session): readonly Takeover[] =>
  session.speaking === undefined ? session.waiting : [session.speaking, ...session.waiting]

export function goOn(world: World, session: Session, now: Instant): void {
  if (session.stage.status !== 2) return
  if (session.speaking !== undefined || session.microphone !== undefined) return
  const next = session.waiting.shift()
  if (next !== undefined) speak(world, session, next, now)
}

export function speak(world: World, session: Session, takeover: Takeover, now: Instant): void {
  const { trace, content, length, breaksOff } = takeover
  session.speaking = takeover
  world.book.note(now, { type: 'takeover-speaking', session: session.id, trace, content })
  report(world, session, takeover, 36, {}, now)
  push(world, session, takeover, 19, now)
  const until = after(now, millis(breaksOff ? Math.ceil(length / 2) : length))
  world.agenda.add(until, { type: 'speech-over', session, takeover })
}

export function speechOver(world: World, session: Session, takeover: Takeover, now: Instant): void {
  session.speaking = undefined
  if (takeover.breaksOff) fail(world, session, takeover, 'speech broke off', now)
  else {
    world.book.note(now, { type: 'takeover-finished', session: session.id, trace: takeover.trace })
    report(world, session, takeover, 37, { commandFinishTime: written(now) }, now)
    push(world, session, takeover, 18, now)
  }
  goOn(world, session, now)
}

/** Whatever it was doing, it stops; the caller lets the next one speak. */
export function cancelTakeover(world: World, session: Session, takeover: Takeover, now: Instant) {
  const wasSpeaking = session.speaking === takeover
  if (wasSpeaking) session.speaking = undefined
  session.waiting = session.waiting.filter((one) => one !== takeover)
  session.preparing = session.preparing.filter((one) => one !== takeover)
  const { trace } = takeover
  world.book.note(now, { type: 'takeover-cancelled', session: session.id, trace, wasSpeaking })
  if (!world.profile.cancelSilent) {
    report(world, session, takeover, 37, { commandFinishTime: written(now) }, now)
  }
  push(world, session, takeover, 18, now)
}

export function fail(
  world: World,
  session: Session,
  takeover: Takeover,
  says: string,
  now: Instant,
): void {
  const { trace } = takeover
  world.book.note(now, { type: 'takeover-failed', session: session.id, trace, says })
  report(world, session, takeover, 39, { taskResult: says }, now)
}

/** A plain takeover (E4) has no id the customer knows, so nothing is called back for it. */
export function report(
  world: World,
  session: Session,
  takeover: Takeover,
  status: 34 | 36 | 37 | 39,
  more: Fields,
  now: Instant,
): void {
  if (takeover.way === 'plain') return
  callBack(world, session, status, { commandTraceId: takeover.trace, ...more }, now)
}

/** Progress down the open microphone lines: 20 queued, 19 began, 18 finished or cancelled. */
export function push(
  world: World,
  session: Session,
  takeover: Takeover,
  code: 18 | 19 | 20,
  now: Instant,
): void {
  if (takeover.way === 'plain') return
  for (const line of world.lines.values()) {
    if (line.session !== session) continue
    const data = {
      sessionId: session.id,
      commandTraceId: takeover.trace,
      timestamp: unixSeconds(now),
    }
    line.down.push({ code, message: PROGRESS[code], data })
    if (line.down.length > LINE_MAX) line.down.shift()
  }
}

const PROGRESS = { 18: 'takeover finished', 19: 'takeover started', 20: 'takeover queued' }
/** A line nobody reads keeps its latest messages. */
const LINE_MAX = 1_000
