/** One account at the vendor: the stand-in's model on the virtual clock, and its callbacks on their way to a daemon. */
import { createHash } from 'node:crypto'
import { after, type Instant, seconds } from '../../daemon/core/time.js'
import type { Json } from '../../daemon/platform/contract.js'
import type { Sent } from '../../daemon/platform/wire.js'
import { keepTime } from '../../daemon/rehearsal/model-time.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import { breaches } from '../../daemon/schemas/breaches.js'
import {
  createModel,
  type Model,
  type VendorRequest,
} from '../../daemon/stand-in/softsugar/model.js'
import type { Profile } from '../../daemon/stand-in/softsugar/profile.js'
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import { type Successors, withFates } from './successors.js'
import { type Weather, WIRE, weather } from './wire.js'

export const APP_ID = 'demo-app-0001'
export const APP_KEY = 'demo-key-0001'
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

export interface Vendor {
  readonly model: Model
  readonly weather: Weather
  /** A request has arrived. */
  readonly exchange: (request: VendorRequest) => Sent
  /** Its model was asked for something: what it does next by itself may be another. */
  readonly changed: () => void
  /** It ends a session of its own accord. */
  readonly end: (session: string, status: 50 | 9) => void
  /** Where its callbacks go; none: nobody listens and they are lost. */
  readonly listeners: Set<(body: Json) => void>
}

/** Decides, one by one, what becomes of requests and callbacks. */
export interface Fates {
  readonly exchange: (request: VendorRequest) => 'fair' | 'request-lost' | 'answer-lost' | 'late'
  /** How often it arrives. */
  readonly callback: () => number
}

/** Later than the longest deadline. */
const LATE = seconds(12)

export interface VendorOptions {
  readonly profile: Partial<Profile>
  readonly seed: number
  readonly calmFrom?: Instant | undefined
  readonly witness?: ((entry: RecordEntry) => void) | undefined
  readonly recordMax?: number | undefined
  readonly fates?: Fates | undefined
  readonly successors?: Successors | undefined
}

export function aVendor(clock: VirtualClock, options: VendorOptions): Vendor {
  const { profile, seed, calmFrom, witness, recordMax, fates } = options
  const model = createModel({
    appId: APP_ID,
    appKey: APP_KEY,
    md5,
    breaches,
    profile,
    seed,
    ...(calmFrom === undefined ? {} : { calmFrom }),
    ...(witness === undefined ? {} : { witness }),
    ...(recordMax === undefined ? {} : { recordMax }),
  })
  const storms = weather()
  const listeners = new Set<(body: Json) => void>()
  /** The model's own time: stream ready, speech over, cut-off; its callbacks arrive a wire later. */
  const ring = keepTime(model, clock, ({ body }) => {
    clock.wake((clock.now() + WIRE) as Instant, () => {
      const cut = storms.at(undefined, clock.now()).some(({ way }) => way === 'both')
      const times = cut ? 0 : (fates?.callback() ?? 1)
      for (let n = 0; n < times; n++) for (const hear of listeners) hear(body)
    })
  })
  const reached = (request: VendorRequest): Sent => {
    const sent = model.exchange(request, clock.now())
    ring()
    return sent
  }
  const { successors } = options
  const exchange = successors
    ? withFates({ model, clock, changed: ring }, successors, reached)
    : reached
  return {
    model,
    weather: storms,
    listeners,
    changed: ring,
    end(session, status) {
      model.fault(session, status, clock.now())
      ring()
    },
    exchange(request) {
      const fate = fates?.exchange(request) ?? 'fair'
      if (fate === 'request-lost') return LOST
      if (fate === 'late') {
        clock.wake(after(clock.now(), LATE), () => {
          exchange(request)
        })
        return LOST
      }
      const sent = exchange(request)
      return fate === 'answer-lost' ? LOST : sent
    },
  }
}

const LOST: Sent = { is: 'unanswered', says: 'connection lost' }
