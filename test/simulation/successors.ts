/** What becomes of the sessions that are opened to go on in another's place: the vendor takes each as its fate says. */
import { after, type Duration, type Instant, millis, seconds } from '../../daemon/core/time.js'
import type { Sent } from '../../daemon/platform/wire.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import { endpointOf } from '../../daemon/stand-in/softsugar/endpoints.js'
import type { Model, VendorRequest } from '../../daemon/stand-in/softsugar/model.js'
import { type Profile, UNLIMITED } from '../../daemon/stand-in/softsugar/profile.js'

export type Fate =
  | { readonly is: 'fair' | 'refused' | 'never ready' | 'failed' | 'answer lost' }
  | { readonly is: 'slow'; readonly init: Duration }
  /** It has its effect when nobody waits for its answer any more. */
  | { readonly is: 'late'; readonly by: Duration }
  /** Ready or on air, it is ended by the vendor. */
  | { readonly is: 'ended'; readonly after: Duration; readonly status: 50 | 9 }

export interface Successors {
  /** Of the first, the second, … that is asked for. */
  readonly fates: readonly Fate[]
  readonly until: Instant
  /** `lasts`: how long that may be in the way. */
  readonly struck: (fate: Fate, lasts: Duration) => void
}

type Exchange = (request: VendorRequest) => Sent

/** Longer than a session may take to get ready, and be given up. */
const GIVEN_UP = seconds(140)

export function withFates(
  { model, clock, changed }: { model: Model; clock: VirtualClock; changed: () => void },
  { fates, until, struck }: Successors,
  exchange: Exchange,
): Exchange {
  let asked = 0
  return (request) => {
    if (!isSuccessors(request) || clock.now() >= until) return exchange(request)
    const fate = fates[asked++] ?? FAIR
    if (fate.is !== 'fair') struck(fate, lastsOf(fate, model.profile))
    switch (fate.is) {
      case 'fair':
        return exchange(request)
      case 'refused':
        return meanwhile(model, { platformSlots: 0 }, () => exchange(request))
      case 'never ready':
        return meanwhile(model, { initNever: UNLIMITED }, () => exchange(request))
      case 'failed':
        return meanwhile(model, { initFails: UNLIMITED }, () => exchange(request))
      case 'slow':
        return meanwhile(model, { init: fate.init }, () => exchange(request))
      case 'answer lost':
        exchange(request)
        return LOST
      case 'late':
        clock.wake(after(clock.now(), fate.by), () => void exchange(request))
        return LOST
      case 'ended': {
        const before = new Set(model.sessions().map(({ session }) => session))
        const sent = exchange(request)
        const opened = model.sessions().find(({ session }) => !before.has(session))
        if (opened)
          clock.wake(after(clock.now(), fate.after), () => {
            model.fault(opened.session, fate.status, clock.now())
            changed()
          })
        return sent
      }
    }
  }
}

const FAIR: Fate = { is: 'fair' }
const LOST: Sent = { is: 'unanswered', says: 'connection lost' }

/** Marked as of a second session of its occurrence, or a later one. */
function isSuccessors(request: VendorRequest): boolean {
  if (endpointOf(request) !== 'create') return false
  const { body } = request
  return typeof body === 'object' && body !== null && 'userData' in body
    ? /~~\d+#/.test(String(body.userData))
    : false
}

/** The model reads its switches with each request. */
function meanwhile<T>({ profile }: Model, other: Partial<Profile>, then: () => T): T {
  const usual = { ...profile }
  Object.assign(profile, other)
  const done = then()
  Object.assign(profile, usual)
  return done
}

function lastsOf(fate: Fate, { init }: Profile): Duration {
  switch (fate.is) {
    case 'never ready':
      return GIVEN_UP
    case 'slow':
      return millis(Math.min(GIVEN_UP, fate.init))
    case 'late':
      return millis(fate.by + GIVEN_UP)
    case 'answer lost':
      return GIVEN_UP
    case 'ended':
      return millis(fate.after + seconds(20))
    default:
      return millis(init + seconds(12))
  }
}
