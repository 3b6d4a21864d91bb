/** What operators order in a night, as the desk hands it in: each with the id of its request, and some of it again. */
import type { Caller } from '../../daemon/core/desk/roles.js'
import { type Airing, hasEnded, isManned } from '../../daemon/core/plan/airing.js'
import type { Command } from '../../daemon/core/plan/commands.js'
import { onAirIn } from '../../daemon/core/plan/cutting.js'
import { after, seconds } from '../../daemon/core/time.js'
import { start as weighStart } from '../../daemon/run/desk-start.js'
import { aTakeoverScript, SAY } from '../builders.js'
import { commanded, saying, stopped } from '../core/plan/builders.js'
import type { Cast } from './happen.js'
import type { Order } from './night.js'
import type { HappeningOf } from './scenario.js'
import { rootOf } from './truth.js'
import type { World } from './world.js'

interface Handing {
  readonly twice: boolean
  /** The item it is about. */
  readonly item?: string | undefined
  readonly waitsThere?: boolean
}

/** As the desk does it: with a receipt it goes to the disk at once, and only what is there is answered with a yes. */
export function command(
  cast: Cast,
  event: Order['event'],
  { twice, item, waitsThere = false }: Handing,
): void {
  const { world, night, isDurable } = cast
  for (let n = 0; n < (twice ? 2 : 1); n++) {
    if (!world.isUp()) return
    const { loop } = world.daemon()
    const order: Order = { event, item, waitsThere, at: world.clock.now(), answeredAt: undefined }
    if (n === 0) night.orders.push(order)
    loop.post(event, {})
    if (n > 0 || !world.isUp() || !loop.isKept()) continue
    order.answeredAt = world.clock.now()
    if (!isDurable(event)) night.breach('L10', `${event.type} was answered and is not on the log`)
  }
}

/** Whoever heard no answer, or a button that sticks: the very same request, by whichever daemon is there now. */
export function again({ world, night }: Cast, { show, request }: HappeningOf<'again'>): void {
  const order = night.orders.find(
    ({ event }) => event.request === request && event.airing.startsWith(`${show}@`),
  )
  if (order && world.isUp()) world.daemon().loop.post({ ...order.event }, {})
}

export function say(cast: Cast, { show, request, urgency, how, twice }: HappeningOf<'say'>): void {
  const { world, night } = cast
  const found = airingOf(world, show)
  if (found?.situation !== 'on-air') return
  const words = `${SAY} An operator said ${request}.`
  night.words.set(words, world.clock.now())
  const script = aTakeoverScript({ say: words })
  command(cast, commanded(saying({ script, urgency, how }), found.id, request), { twice })
}

export function desk(cast: Cast, happening: HappeningOf<'command'>): void {
  const { show, request, what, which, twice } = happening
  const found = airingOf(cast.world, show)
  if (found?.situation !== 'on-air') return
  const chosen = found.takeovers[which % Math.max(1, found.takeovers.length)]
  const takeover = chosen?.id
  const until = after(cast.world.clock.now(), seconds(60))
  const orders = {
    front: takeover && { type: 'move', takeover, to: 'front' },
    back: takeover && { type: 'move', takeover, to: 'back' },
    cancel: takeover && { type: 'cancel', takeover },
    hold: { type: 'hold', until },
    release: { type: 'release' },
    skip: { type: 'skip' },
  } satisfies Record<typeof what, Command | undefined>
  const order = orders[what]
  const item = what === 'skip' ? speakingIn(found) : takeover
  const waitsThere = chosen?.situation === 'queued'
  if (order) command(cast, commanded(order, found.id, request), { twice, item, waitsThere })
}

const speakingIn = (airing: Airing) => (isManned(airing) ? onAirIn(airing)?.id : undefined)

export function stop(cast: Cast, { show, twice }: HappeningOf<'stop'>): void {
  const { world, night } = cast
  const found = airingOf(world, show)
  if (!found) return
  const isItsEnd = night.scenario.shows.some((one) => one.show === show && one.always)
  const event = stopped(found.id, isItsEnd)
  // The plan knows when a channel without an end is to be closed.
  if (!isItsEnd && !night.stops.has(rootOf(found.id))) {
    night.stops.set(rootOf(found.id), world.clock.now())
    cast.unkept.set(event, rootOf(found.id))
  }
  command(cast, event, { twice })
}

/** Weighed by the production desk, whose answer the operator believes. */
export function start(cast: Cast, { show, twice }: HappeningOf<'start'>, who: Caller): void {
  const { world, night, isDurable } = cast
  for (let n = 0; n < (twice ? 2 : 1); n++) {
    if (!world.isUp()) return
    const { loop, machine } = world.daemon()
    const order = { who, request: '', about: { show }, expectedVersion: undefined, words: {} }
    const weighed = weighStart(order, { loop, now: machine.clock.now() })
    const { ok, says } = weighed.answer
    night.starts.push({ show, at: world.clock.now(), ok, says })
    if (!('event' in weighed) || weighed.event === undefined) continue
    loop.post(weighed.event, {})
    if (world.isUp() && loop.isKept() && !isDurable(weighed.event))
      night.breach('L10', `the start of ${show} was answered and is not on the log`)
  }
}

export function airingOf(world: World, show: string): Airing | undefined {
  if (!world.isUp()) return undefined
  return Object.values(world.daemon().loop.state.airings)
    .filter((airing) => airing.show === show && !hasEnded(airing))
    .sort((one, other) => one.startsAt - other.startsAt)[0]
}
