/** Runs one scenario from boot to the end of its quiet phase, and holds what happened to the promises. */
import type { Commanded } from '../../daemon/core/plan/commanding.js'
import type { Event, HintFacts } from '../../daemon/core/plan/events.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { after, type Instant, minutes } from '../../daemon/core/time.js'
import { lots } from '../../daemon/run/lots.js'
import { type Coverage, coverage } from './coverage.js'
import type { Onlooker } from './daemon.js'
import { schedule } from './happen.js'
import { judgeAccounts } from './judge-accounts.js'
import { judgeAgain } from './judge-again.js'
import { judgeAir } from './judge-air.js'
import { judgeAsRun } from './judge-as-run.js'
import { judgeAtOnce, judgeSending } from './judge-at-once.js'
import { judgeAudience } from './judge-audience.js'
import { judgeConvergence } from './judge-convergence.js'
import { judgeLiveness } from './judge-liveness.js'
import { mustAir } from './judge-must.js'
import { judgeOrders } from './judge-orders.js'
import { judgeParked } from './judge-parked.js'
import { judgeQueue } from './judge-queue.js'
import { judgeRelay } from './judge-relay.js'
import { judgeSafety } from './judge-safety.js'
import { judgeStart } from './judge-start.js'
import { judgeTold } from './judge-told.js'
import { type Night, openNight } from './night.js'
import { noteStart, startsSeen } from './off.js'
import type { Violation } from './promises.js'
import { channelHours, facts, programmeOf, type Scenario } from './scenario.js'
import { howItSyncs, modelStore } from './store.js'
import { traceHash } from './trace.js'
import { truth } from './truth.js'
import { viewersIn } from './viewers.js'
import { aWorld, DiskTrouble, type Hazard, MEMORY, type World } from './world.js'

export interface Result {
  readonly scenario: Scenario
  readonly violations: readonly Violation[]
  readonly reached: Coverage['reached']
  readonly channelHours: number
  readonly turns: number
  /** Of everything that happened; two runs of one scenario have the same. */
  readonly trace: string
  readonly rows: World['rows']
}

let syncs: ReturnType<typeof howItSyncs> | undefined

export async function run(scenario: Scenario, hazard?: Hazard): Promise<Result> {
  syncs ??= howItSyncs()
  const store =
    scenario.store === 'model'
      ? modelStore({ syncs, keepTurns: scenario.folded, now: () => world.clock.now() })
      : undefined
  const violations: Violation[] = []
  const seen = coverage()
  const hash = traceHash()
  const durable = new WeakSet<Event>()
  const unkept = new Map<Event, string>()
  const night = (): Night => opened
  const atOnce = judgeAtOnce(night)
  const record = truth({
    ...atOnce,
    entry(entry) {
      hash.add(entry)
      seen.entry(entry)
      atOnce.entry?.(entry)
    },
  })
  const sending = judgeSending(night, () => world.clock.now())
  const onlooker: Onlooker = {
    committed(turns) {
      opened.turns += turns.length
      for (const { turn, decision } of turns) {
        for (const action of decision.actions)
          if (action.type === 'record')
            opened.written.push({ row: action.row, at: world.clock.now() })
        // Only what an operator asked for is asked about; a weak set of everything costs every collection.
        if (turn.event.type === 'commanded') {
          durable.add(turn.event)
          unkept.delete(turn.event)
          wants(opened, turn.event, turn.now)
        }
        if (turn.event.type === 'operator-started') {
          durable.add(turn.event)
          noteStart(opened, turn.event, decision, world.clock.now())
        }
        if (turn.event.type === 'hinted') marks(opened, turn.event.hint, world.clock.now())
      }
      seen.turns(turns)
    },
    sent: (account, exchange, endpoint) => sending.sent(account, exchange, endpoint),
    voice: sending.voice,
    down(wait) {
      sending.forget()
      for (const airing of unkept.values()) opened.stops.delete(airing)
      unkept.clear()
      const from = world.clock.now()
      opened.disturbances.push({ from, to: after(from, wait), what: 'down', mute: true })
    },
    broke({ airing }) {
      opened.broke.push({ airing, at: world.clock.now() })
      seen.saw('parked by what the journal refused')
    },
    trouble(error) {
      if (error instanceof DiskTrouble) seen.saw('fault disk')
      else opened.breach('S9', `the log refused a turn: ${String(error)}`)
    },
  }
  const viewers = scenario.shows.some(({ audience }) => audience) ? viewersIn(MEMORY) : undefined
  const world = aWorld({
    start: scenario.startsAt,
    programmes: scenario.shows.map(programmeOf),
    accounts: scenario.accounts.map((plan) => ({
      facts: facts(plan),
      profile: plan.profile,
      successors: plan.successors && {
        fates: plan.successors,
        until: scenario.calmFrom,
        struck({ is }, lasts) {
          seen.saw(`fault successor ${is}`)
          const from = world.clock.now()
          opened.disturbances.push({ from, to: after(from, lasts), what: 'successor', mute: false })
        },
      },
    })),
    seed: scenario.seed,
    calmFrom: scenario.calmFrom,
    store: store ?? 'sqlite',
    onlooker,
    witness: (account: AccountId, entry) => record.note(account, entry),
    recordMax: 10,
    asleep: true,
    viewers,
    ...(hazard === undefined ? {} : { hazard }),
  })
  const opened = openNight(
    scenario,
    {
      truth: record,
      store,
      rows: world.rows,
      tells: world.tells,
      viewers,
      state: () => world.daemon().loop.state,
    },
    violations,
  )
  try {
    remember(opened)
    if (hazard) opened.disturbances.push({ ...stormOf(scenario), what: 'hazard', mute: false })
    world.boot()
    const plans = new Map(scenario.shows.map((plan) => [plan.show, plan]))
    const roll = lots(scenario.seed + 17)
    const isDurable = (event: Event) => durable.has(event)
    const restored = () => {
      sending.forget()
      seen.forget()
    }
    schedule({ world, night: opened, roll, plans, isDurable, unkept, restored })
    await pass(world, opened)
    judge(opened, seen)
  } catch (error) {
    opened.breach(
      'S9',
      `the night broke off: ${error instanceof Error ? error.stack : String(error)}`,
    )
  } finally {
    world.close()
    viewers?.[Symbol.dispose]()
  }
  for (const happening of scenario.happenings) seen.saw(`fault ${faultOf(happening)}`)
  return {
    scenario,
    violations,
    reached: seen.reached,
    channelHours: channelHours(scenario),
    turns: opened.turns,
    trace: hash.value(),
    rows: world.rows,
  }
}

/** A callback with our mark in it: from now on the session is known to be ours. */
function marks({ marked }: Night, { marker, session }: HintFacts, now: Instant): void {
  if (marker !== undefined && !marked.has(session)) marked.set(session, now)
}

/** An answer that is asked for twice is wanted from the first time on that the journal knows of. */
function wants(
  { wanted, restored }: Night,
  { airing, request, command }: Commanded,
  now: Instant,
): void {
  if (command.type !== 'answer') return
  const answer = `${airing}/${request}`
  const first = wanted.get(answer)
  const isKept = first !== undefined && !restored.some(({ from, to }) => from < first && first < to)
  if (!isKept) wanted.set(answer, now)
}

const stormOf = ({ startsAt, calmFrom }: Scenario) => ({ from: startsAt, to: calmFrom })

/** What is read before the night begins. */
function remember({ words, scenario }: Night): void {
  for (const plan of scenario.shows)
    for (const { script } of programmeOf(plan).cues)
      if (script.say !== undefined) words.set(script.say, scenario.startsAt)
}

async function pass({ clock }: World, night: Night): Promise<void> {
  const settled = () => after(night.still, minutes(1))
  // A crash that was ordered may come later than the plan knew.
  while (clock.now() < settled() && settled() < night.scenario.until)
    await clock.passUntil(settled())
  if (settled() < night.scenario.until) judgeConvergence(night, clock.now())
  await clock.passUntil(Math.max(night.scenario.until, after(night.still, minutes(5))) as Instant)
}

function judge(night: Night, seen: Coverage): void {
  judgeSafety(night)
  judgeAsRun(night)
  judgeAgain(night)
  judgeQueue(night)
  judgeOrders(night)
  judgeStart(night)
  judgeParked(night)
  for (const what of startsSeen(night)) seen.saw(what)
  judgeAudience(night)
  for (const row of night.viewers?.rows() ?? [])
    seen.saw(`question ${row.situation}${row.reason ? ` ${row.reason}` : ''}`)
  judgeLiveness(night)
  judgeRelay(night)
  judgeTold(night)
  judgeAir(night)
  mustAir(night)
  judgeAccounts(night)
  for (const says of seen.forbidden()) night.breach('S9', says)
}

const faultOf = (happening: Scenario['happenings'][number]): string => {
  if (happening.do === 'trouble') return `trouble ${happening.way}`
  if (happening.do === 'disk') return `disk ${happening.fault}`
  if (happening.do === 'crash')
    return happening.power ? 'power cut' : happening.again === undefined ? 'crash' : 'crash twice'
  return happening.do
}
