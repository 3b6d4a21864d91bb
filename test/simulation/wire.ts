/**
 * The wire between a daemon and a vendor's model: 20 ms each way, the production deadlines of each lane, and whatever
 * trouble the network has. A request that left arrives, whatever becomes of whoever sent it.
 */
import { PULSE_DEADLINE, READ_DEADLINE, WRITE_DEADLINE } from '../../daemon/core/limits.js'
import { type Duration, type Instant, instant, millis } from '../../daemon/core/time.js'
import type { Carry } from '../../daemon/platform/softsugar/authorise.js'
import type { Exchange, Lane, Sent } from '../../daemon/platform/wire.js'
import type { VirtualClock } from '../../daemon/run/virtual-clock.js'
import { type Endpoint, endpointOf } from '../../daemon/stand-in/softsugar/endpoints.js'
import type { Machine } from './machine.js'
import type { Vendor } from './vendor.js'

/** One way. */
export const WIRE = millis(20)
const DEADLINES: Readonly<Record<Lane, Duration>> = {
  pulse: PULSE_DEADLINE,
  read: READ_DEADLINE,
  write: WRITE_DEADLINE,
}

/** `out`: requests vanish; `back`: answers do; `dns`: nothing leaves; `slow`: takes so much longer each way. */
export interface Trouble {
  readonly way: 'out' | 'back' | 'both' | 'dns' | 'slow'
  /** undefined: everywhere. */
  readonly on: readonly string[] | undefined
  readonly until: Instant
  readonly slower: Duration
}

export interface Weather {
  readonly start: (trouble: Trouble) => void
  readonly at: (endpoint: string | undefined, now: Instant) => readonly Trouble[]
}

export function weather(): Weather {
  let troubles: Trouble[] = []
  return {
    start: (trouble) => troubles.push(trouble),
    at(endpoint, now) {
      if (troubles.length === 0) return troubles
      troubles = troubles.filter(({ until }) => until > now)
      return troubles.filter(({ on }) => on === undefined || on.includes(endpoint ?? ''))
    },
  }
}

/** Told of everything that leaves. */
export type Tap = (
  exchange: Exchange,
  endpoint: Endpoint | undefined,
  lane: Lane,
) => (() => void) | undefined

export function wireTo(
  vendor: Vendor,
  clock: VirtualClock,
  { isAlive, running }: Pick<Machine, 'isAlive' | 'running'>,
  tap: Tap,
): Carry {
  return async (exchange, lane, bearer) => {
    await running()
    if (!isAlive()) return NEVER
    const endpoint = endpointOf(exchange)
    if (isDown(vendor, endpoint, clock.now(), DNS)) {
      await clock.sleep(millis(5))
      return { is: 'never-sent', says: 'name not found' }
    }
    const answered = tap(exchange, endpoint, lane)
    const sent = await thereAndBack(exchange, lane, bearer, endpoint)
    answered?.()
    await running()
    return sent
  }

  async function thereAndBack(
    exchange: Exchange,
    lane: Lane,
    bearer: Parameters<Carry>[2],
    endpoint: Endpoint | undefined,
  ): Promise<Sent> {
    const deadline = instant(clock.now() + DEADLINES[lane])
    if (isDown(vendor, endpoint, clock.now(), OUT)) return unanswered(clock, deadline)
    const request = bearer ? { authorization: `Bearer ${bearer.reveal()}`, ...exchange } : exchange
    const oneWay = millis(WIRE + slowness(vendor, endpoint, clock.now()))
    const arrival = arrived(vendor, clock, request, oneWay)
    if (clock.now() + oneWay > deadline) return unanswered(clock, deadline)
    const sent = await arrival
    const { hang, latency } = vendor.model.profile
    const back = millis(oneWay + latency)
    if (sent.is === 'unanswered' && !hang) await clock.sleep(WIRE)
    else if (sent.is === 'unanswered' || clock.now() + back > deadline)
      return unanswered(clock, deadline)
    else await clock.sleep(back)
    return isDown(vendor, endpoint, clock.now(), BACK) ? unanswered(clock, deadline) : sent
  }
}

const DNS: readonly Trouble['way'][] = ['dns']
const OUT: readonly Trouble['way'][] = ['out', 'both']
const BACK: readonly Trouble['way'][] = ['back', 'both']

const isDown = (
  { weather }: Vendor,
  endpoint: Endpoint | undefined,
  now: Instant,
  ways: readonly Trouble['way'][],
) => weather.at(endpoint, now).some(({ way }) => ways.includes(way))

const slowness = ({ weather }: Vendor, endpoint: Endpoint | undefined, now: Instant): number =>
  weather.at(endpoint, now).reduce((sum, { slower }) => sum + slower, 0)

async function arrived(
  vendor: Vendor,
  clock: VirtualClock,
  request: Parameters<Vendor['exchange']>[0],
  oneWay: Duration,
): Promise<Sent> {
  await clock.sleep(oneWay)
  return vendor.exchange(request)
}

async function unanswered(clock: VirtualClock, deadline: Instant): Promise<Sent> {
  await clock.sleep(millis(Math.max(0, deadline - clock.now())))
  return { is: 'unanswered', says: 'no answer in time' }
}

/** Who is dead waits for ever. */
const NEVER = new Promise<Sent>(() => {})
