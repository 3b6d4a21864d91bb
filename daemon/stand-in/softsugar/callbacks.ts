/**
 * What the platform tells its customer unasked. No event id, no event time, no promise of order: as
 * documented.
 */
import { after, type Instant, millis } from '../../core/time.js'
import type { Fields } from './fields.js'
import { isCalm } from './weather.js'
import type { Session, World } from './world.js'

export type CallbackStatus = 35 | 5 | 50 | 9 | 99 | 34 | 36 | 37 | 39

export function callBack(
  world: World,
  session: Session,
  status: CallbackStatus,
  more: Fields,
  now: Instant,
): void {
  const { profile, agenda, lots } = world
  const trace = typeof more.commandTraceId === 'string' ? more.commandTraceId : undefined
  const calm = isCalm(world, now)
  if (!calm && profile.loseCallbacks > 0 && lots() < profile.loseCallbacks) {
    world.book.note(now, { type: 'callback-lost', session: session.id, trace, status })
    return
  }
  world.book.note(now, { type: 'callback-sent', session: session.id, trace, status })
  const marker = session.marker === undefined ? {} : { userData: session.marker }
  const plain = { sessionId: session.id, status, ...more, ...marker }
  const body = { ...plain, ...world.options.signCallback?.(plain, now) }
  const hold = profile.shuffleCallbacks && !calm ? lots() * profile.shuffleWindow : 0
  const at = after(now, millis(Math.round(profile.delayCallbacks + hold)))
  agenda.add(at, { type: 'callback', body })
  if (!calm && profile.repeatCallbacks > 0 && lots() < profile.repeatCallbacks) {
    const again = after(at, millis(Math.round(lots() * profile.shuffleWindow)))
    agenda.add(again, { type: 'callback', body })
  }
}
