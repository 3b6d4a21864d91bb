/** How a session ends, and what is remembered of it. */
import type { Instant } from '../../core/time.js'
import { callBack } from './callbacks.js'
import { written } from './clock.js'
import { ENDED_MAX, type Ended, type EndStatus, type Session, type World } from './world.js'

/** Billing stops here; what was waiting is gone without a callback of its own. */
export function endSession(
  world: World,
  session: Session,
  status: EndStatus,
  says: string,
  now: Instant,
): void {
  const { stage, id } = session
  const { book } = world
  for (const { trace } of [session.speaking, ...session.waiting, ...session.preparing].flatMap(
    (takeover) => takeover ?? [],
  )) {
    book.note(now, { type: 'takeover-failed', session: id, trace, says: 'the session ended' })
  }
  session.speaking = undefined
  session.waiting = []
  session.preparing = []
  session.microphone = undefined
  for (const line of world.lines.values()) {
    if (line.session === session) line.down.push({ code: 4, message: 'session is over' })
  }
  const liveAt = stage.status === 2 ? stage.liveAt : undefined
  session.stage = { status, liveAt, endedAt: now }
  world.open.delete(session)
  book.note(now, { type: 'session-ended', session: id, status })
  const startTime = liveAt === undefined ? '' : written(liveAt)
  enterHistory(world, { sessionId: id, status, startTime, endTime: written(now) })
  callBack(world, session, status, status === 5 ? {} : { taskResult: says }, now)
}

/** The oldest rows are forgotten, and with them what the platform still knew of those sessions. */
export function enterHistory(world: World, ended: Ended): void {
  world.history.push(ended)
  if (world.history.length <= ENDED_MAX) return
  const forgotten = world.history.shift()
  if (forgotten !== undefined) world.sessions.delete(forgotten.sessionId)
}
