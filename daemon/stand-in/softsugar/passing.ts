/** How time passes: everything that was due happens, each at its own instant and in order. */
import { after, type Instant } from '../../core/time.js'
import type { Appointment } from './agenda.js'
import { endSession } from './ending.js'
import { receive } from './endpoints.js'
import { becomeReady } from './opening.js'
import { prepared } from './queue.js'
import { speechOver } from './speaking.js'
import { type Due, type EndStatus, OUTBOX_MAX, type Session, type World } from './world.js'

/** The time it is now for the stand-in: a clock that steps back stands still. */
export function settle(world: World, now: Instant): Instant {
  if (now > world.latest) world.latest = now
  const until = world.latest
  for (;;) {
    const next = nextAppointment(world)
    if (next === undefined || next.at > until) return until
    world.agenda.takeFirst()
    happen(world, next.what, next.at)
  }
}

/** The first one that still means something; those overtaken by events are forgotten on the way. */
export function nextAppointment(world: World): Appointment<Due> | undefined {
  for (;;) {
    const next = world.agenda.first()
    if (next === undefined) return undefined
    if (next.what.type === 'silence' && world.open.has(next.what.session)) {
      const { session } = next.what
      const silentAt = after(session.lastBeatAt, world.profile.heartbeatLimit)
      if (silentAt <= next.at) return next
      world.agenda.takeFirst()
      world.agenda.add(silentAt, next.what)
    } else if (isOvertaken(world, next.what)) world.agenda.takeFirst()
    else return next
  }
}

function isOvertaken(world: World, due: Due): boolean {
  switch (due.type) {
    case 'silence':
    case 'drop':
    case 'script-over':
      return !world.open.has(due.session)
    case 'init-done':
    case 'init-failed':
      return due.session.stage.status !== 32
    case 'prepared':
      return !due.session.preparing.includes(due.takeover)
    case 'speech-over':
      return due.session.speaking !== due.takeover
    case 'callback':
    case 'late-effect':
      return false
  }
}

function happen(world: World, due: Due, at: Instant): void {
  const { profile } = world
  const end = (session: Session, status: EndStatus, says: string) =>
    endSession(world, session, status, says, at)
  switch (due.type) {
    case 'silence':
      end(due.session, 50, 'no heartbeat')
      break
    case 'drop':
      end(due.session, profile.dropStatus, 'ended by the platform')
      break
    case 'script-over':
      end(due.session, profile.recycleEnd === 5 ? 5 : 50, 'script over')
      break
    case 'init-done':
      becomeReady(world, due.session, true, at)
      break
    case 'init-failed':
      end(due.session, 99, 'stream could not be made')
      break
    case 'prepared':
      prepared(world, due.session, due.takeover, at)
      break
    case 'speech-over':
      speechOver(world, due.session, due.takeover, at)
      break
    case 'callback':
      world.outbox.push({ at, body: due.body })
      if (world.outbox.length > OUTBOX_MAX) world.outbox.shift()
      break
    case 'late-effect':
      receive(world, due.request, at)
      break
  }
}
