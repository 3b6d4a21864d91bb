/** Does to a world what its scenario says happens, each thing at its instant. */
import type { Caller } from '../../daemon/core/desk/roles.js'
import type { Event } from '../../daemon/core/plan/events.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { after, before, type Duration, millis, minutes, seconds } from '../../daemon/core/time.js'
import type { Json } from '../../daemon/platform/contract.js'
import { authorised } from '../../daemon/platform/softsugar/authorise.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { secret } from '../../daemon/secret.js'
import { aLiveScript } from '../builders.js'
import { commanded } from '../core/plan/builders.js'
import { again, airingOf, command, desk, say, start, stop } from './happen-orders.js'
import type { Night } from './night.js'
import { edited, type Happening, type HappeningOf, programmeOf, type ShowPlan } from './scenario.js'
import { APP_ID, APP_KEY, type Vendor } from './vendor.js'
import { wireTo } from './wire.js'
import type { World } from './world.js'

const OPERATOR: Caller = {
  name: 'anna',
  role: 'admin',
  scope: { accounts: [], shows: [], airings: [] },
}

export interface Cast {
  readonly world: World
  readonly night: Night
  readonly roll: () => number
  readonly plans: Map<string, ShowPlan>
  /** Whether the event is on the log. */
  readonly isDurable: (event: Event) => boolean
  /** The journal was put back. */
  readonly restored: () => void
  /** Airings that were to be stopped: who dies before that is on the disk has never heard of it. */
  readonly unkept: Map<Event, string>
}

export function schedule(cast: Cast): void {
  for (const happening of cast.night.scenario.happenings) {
    if (happening.do === 'restore') restore(cast, happening)
    else cast.world.clock.wake(happening.at, () => happen(cast, happening))
  }
}

/** The daemon is stopped, an older copy of its journal is put in its place, and it is started again. */
function restore(
  { world, night, restored }: Cast,
  { at, back, downFor }: HappeningOf<'restore'>,
): void {
  let putBack: (() => void) | undefined
  let madeAt = night.scenario.startsAt
  world.clock.wake(before(at, back), () => {
    putBack = night.store?.backup()
    madeAt = world.clock.now()
  })
  world.clock.wake(at, () => {
    if (!putBack || !world.isUp()) return
    world.kill()
    putBack()
    restored()
    night.restored.push({ from: madeAt, to: after(at, downFor) })
    night.disturbances.push({ from: at, to: after(at, downFor), what: 'restore', mute: true })
    world.clock.wake(after(at, downFor), () => world.boot(madeAt))
  })
}

function happen(cast: Cast, happening: Exclude<Happening, { do: 'restore' }>): void {
  const { world, night } = cast
  const lasting = (lasts: Duration, mute: boolean) => {
    const from = world.clock.now()
    night.disturbances.push({ from, to: after(from, lasts), what: happening.do, mute })
  }
  switch (happening.do) {
    case 'crash':
      world.lightFuse(happening)
      break
    case 'trouble': {
      const { way, on, slower, account } = happening
      lasting(happening.lasts, on === undefined || on.includes('heartbeat'))
      const until = after(world.clock.now(), happening.lasts)
      vendorOf(world, account)?.weather.start({ way, on, slower, until })
      break
    }
    case 'disk':
      lasting(happening.lasts, happening.fault === 'slow')
      diskFails(world, happening)
      break
    case 'freeze':
      lasting(happening.lasts, true)
      if (world.isUp()) world.daemon().machine.freeze(happening.lasts)
      break
    case 'command':
      lasting(minutes(3), false)
      desk(cast, happening)
      break
    case 'step-clock':
      lasting(happening.lasts, false)
      world.stepClock(happening.by)
      world.clock.wake(after(world.clock.now(), happening.lasts), () =>
        world.stepClock(millis(-happening.by)),
      )
      break
    case 'say':
      say(cast, happening)
      break
    case 'speak':
      lasting(millis(happening.lasts + minutes(3)), false)
      speak(cast, happening)
      break
    case 'ask':
      ask(cast, happening)
      break
    case 'stop':
      stop(cast, happening)
      break
    case 'start':
      start(cast, happening, OPERATOR)
      break
    case 'again':
      again(cast, happening)
      break
    case 'break': {
      const found = airingOf(world, happening.show)
      if (found?.situation === 'on-air') night.store?.refuseNext(found.id, happening.always)
      break
    }
    case 'edit':
      edit(cast, happening)
      break
    case 'forge':
      forge(cast, happening)
      break
    case 'stranger':
      void stranger(cast, happening)
      break
    case 'other-client':
      void clientOf(world, happening.account)?.running()
      break
    case 'vendor-ends':
      lasting(seconds(1), false)
      vendorEnds(cast, happening)
      break
  }
}

const vendorOf = (world: World, account: string): Vendor | undefined =>
  world.vendors.get(account as AccountId)

function diskFails(world: World, { fault, by, lasts }: HappeningOf<'disk'>): void {
  world.disk(fault === 'slow' ? { is: 'slow', by } : { is: fault })
  world.clock.wake(after(world.clock.now(), lasts), () => world.disk(undefined))
}

/** Whoever wants to speak is there before the microphone is asked for, as at the desk. */
function speak(cast: Cast, { show, request, how, lasts, longest }: HappeningOf<'speak'>): void {
  const { world } = cast
  const found = airingOf(world, show)
  if (found?.situation !== 'on-air') return
  const { voices } = world.daemon()
  const ready = () => world.clock.wake(after(world.clock.now(), lasts), () => voices.end(request))
  if (voices.expect(request, { ready: () => void ready(), over: () => {} }))
    command(cast, commanded({ type: 'speak', how, longest }, found.id, request), { twice: false })
}

/** As a chat adapter hands it in; whoever is told that it is taken is told its name in the book. */
function ask({ world, night }: Cast, happening: HappeningOf<'ask'>): void {
  const { show, id, asker, text, twice, verdict, after: wait } = happening
  for (let n = 0; n < (twice ? 2 : 1); n++) {
    const desk = world.isUp() ? world.daemon().audience : undefined
    const asked = { id, asker, name: asker, text, delivery: undefined }
    const answer = desk?.ask(show, asked, undefined)
    if (!answer?.ok || !world.isUp()) return
    const [, question = ''] = /^question (\S+) is /.exec(answer.says) ?? []
    night.viewers?.told.add(question)
    if (verdict === undefined || n > 0) continue
    world.clock.wake(after(world.clock.now(), wait), () => {
      if (world.isUp()) world.daemon().audience?.judge(question, verdict, OPERATOR)
    })
  }
}

function edit({ world, night, plans }: Cast, { show, change }: HappeningOf<'edit'>): void {
  const plan = plans.get(show)
  if (!plan) return
  const next = edited(plan, change)
  plans.set(show, next)
  const programme = programmeOf(next)
  for (const { script } of programme.cues)
    if (script.say !== undefined && !night.words.has(script.say))
      night.words.set(script.say, world.clock.now())
  world.takeIn(programme)
}

/** Somebody who knows our ids, and the door. */
function forge({ world, night, roll }: Cast, { account, status }: HappeningOf<'forge'>): void {
  const vendor = vendorOf(world, account)
  const sessions = [...night.truth.sessions.values()].filter((one) => one.account === account)
  const session = sessions[Math.floor(roll() * sessions.length)]
  if (!vendor || !session) return
  const items = [...session.items]
  const item = items[Math.floor(roll() * items.length)]
  const about = status >= 34 && status !== 35 && status <= 39
  const trace = about ? { commandTraceId: item?.trace ?? 'never-heard-of' } : {}
  const body: Json = { sessionId: session.id, status, ...trace }
  if (about && item) night.forged.add(item.trace)
  for (const hear of vendor.listeners) hear(body)
}

/** The same credentials in other hands: a token of its own, and a session nobody here may touch. */
async function stranger(
  { world }: Cast,
  { account, lasts }: HappeningOf<'stranger'>,
): Promise<void> {
  const client = clientOf(world, account)
  const opened = await client?.open(aLiveScript(), 'somebody else')
  if (!client || opened?.is !== 'applied') return
  const until = after(world.clock.now(), lasts)
  while (world.clock.now() < until) {
    await client.keepAlive(opened.value.session)
    await world.clock.sleep(seconds(15))
  }
  await client.close(opened.value.session)
}

function clientOf(world: World, account: string) {
  const vendor = vendorOf(world, account)
  if (!vendor) return undefined
  const process = { isAlive: () => true, running: () => undefined }
  const carry = wireTo(vendor, world.clock, process, () => undefined)
  return softSugarCalls(
    authorised(carry, { appId: APP_ID, appKey: secret(APP_KEY), now: world.clock.now }),
  )
}

function vendorEnds(
  { world, night, roll }: Cast,
  { account, status }: HappeningOf<'vendor-ends'>,
): void {
  const open = [...night.truth.sessions.values()].filter(
    (one) => one.account === account && one.endedAt === undefined && one.airing !== undefined,
  )
  const session = open[Math.floor(roll() * open.length)]
  if (session) vendorOf(world, account)?.end(session.id, status)
}
