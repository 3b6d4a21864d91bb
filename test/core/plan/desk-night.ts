/**
 * A quarter of an hour on air with somebody at the desk who cannot leave it alone: rundowns saved again and again, commands, and a
 * platform that tells the truth but is slow, loses answers and says no. desk-rules.ts says what must hold.
 */
import type { PlannedCue } from '../../../daemon/core/compile/programme.js'
import type { Action, Call } from '../../../daemon/core/plan/actions.js'
import type { Command } from '../../../daemon/core/plan/commands.js'
import type { Event, SessionId } from '../../../daemon/core/plan/events.js'
import { ambiguous, applied, notApplied, type Outcome } from '../../../daemon/core/plan/outcome.js'
import { hasEnded } from '../../../daemon/core/plan/takeover.js'
import {
  after,
  earliest,
  type Instant,
  millis,
  minutes,
  seconds,
} from '../../../daemon/core/time.js'
import {
  aCue,
  aProgramme,
  aTakeoverScript,
  at,
  every,
  following,
  once,
  start,
} from '../../builders.js'
import { aStation, commanded, DEMO, MARKET, NINE, saying } from './builders.js'
import { deskRules } from './desk-rules.js'
import { honestVendor } from './honest-vendor.js'

export interface Draft {
  readonly kind: 'at' | 'every' | 'after'
  /** After the start, or between two turns. */
  readonly seconds: number
  readonly words: number
  readonly urgency: 'routine' | 'priority' | 'breaking'
  readonly doubt: 'once' | 'must' | 'never-twice'
  readonly hard: boolean
  readonly onCut: 'drop' | 'resume' | 'restart' | undefined
  readonly expires: number | undefined
}

export interface DeskStep {
  readonly what:
    | 'pass'
    | 'words'
    | 'gone'
    | 'back'
    | 'moved'
    | 'added'
    | 'urgency'
    | 'say'
    | 'front'
    | 'back-of-queue'
    | 'cancel'
    | 'hold'
    | 'release'
    | 'skip'
  readonly pick: number
  readonly wait: number
  readonly draft: Draft
}

/** What becomes of a call: in time, slowly, answered by nobody (it arrived or not), refused. */
export type Fate = 'prompt' | 'slow' | 'answer-lost' | 'lost' | 'refused'

const SPINS_MAX = 200
const S = 's1' as SessionId

const schedule = [once('2026-11-23T09:00:00', minutes(15))]

export function deskNight(drafts: readonly Draft[], share: number, fates: readonly Fate[]) {
  const vendor = honestVendor()
  let programme = aProgramme({ schedule, cues: drafts.map((draft, n) => cueOf(`c${n}`, draft, 1)) })
  let shelf: readonly PlannedCue[] = []
  const station = aStation([programme], { queueShare: share })
  const rules = deskRules(station, vendor, share)
  rules.saved(programme, at('08:50'))
  let now = at('08:50')
  let answers: { readonly at: Instant; readonly event: Event }[] = []
  let calls = 0
  let orders = 0
  let version = 1
  let session: 'none' | 'ready' | 'live' | 'closed' = 'none'

  function take(event: Event): void {
    rules.before(event, now)
    const actions = station.take(event, now)
    rules.after(event, actions, now)
    actions.forEach(carryOut)
  }

  function carryOut(action: Action): void {
    if (action.type === 'record' || action.type === 'tell' || action.type === 'resolve') return
    const fate = fates[calls++ % Math.max(1, fates.length)] ?? 'prompt'
    // The channel itself is always there: this is about what airs on it.
    const airs = ['enqueue', 'cancel', 'move', 'look-at-queue'].includes(action.type)
    const is = airs ? fate : 'prompt'
    const wait = is === 'prompt' ? 20 : is === 'slow' ? 1_500 : is === 'refused' ? 20 : 10_000
    const arrives = is === 'prompt' || is === 'slow' || is === 'answer-lost'
    const event = answer(action, arrives, is)
    if (event) answers.push({ at: after(now, millis(wait)), event })
  }

  function answer(call: Call, arrives: boolean, is: Fate): Event | undefined {
    const outcome = <T>(value: () => T): Outcome<T> => {
      const was = arrives ? value() : undefined
      if (is === 'refused') return notApplied('platform-full', 'no')
      return was === undefined || is === 'answer-lost' ? ambiguous('timeout') : applied(was)
    }
    const ofSession = { airing: MARKET, session: S }
    const yes = (_: unknown) => true as const
    switch (call.type) {
      case 'open':
        session = 'ready'
        return {
          type: 'opened',
          airing: call.airing,
          outcome: applied({ session: S, state: session }),
        }
      case 'go-live':
        session = 'live'
        return { type: 'went-live', ...ofSession, outcome: applied(true) }
      case 'close':
        session = 'closed'
        return { type: 'close-answered', ...ofSession, outcome: applied(true) }
      case 'beat':
        return { type: 'beaten', ...ofSession, outcome: applied(true) }
      case 'look':
        return {
          type: 'seen',
          ...ofSession,
          outcome: applied(session === 'none' ? 'ready' : session),
        }
      case 'look-at-running':
        return {
          type: 'running-seen',
          account: DEMO,
          outcome: applied([{ session: S, state: 'live' }]),
        }
      case 'look-at-queue':
        return {
          type: 'queue-seen',
          ...ofSession,
          outcome: outcome(() => vendor.queue().map(({ trace }) => trace)),
        }
      case 'enqueue': {
        const { takeover, gen } = call
        const taken = () => ({ trace: vendor.enqueue(call, now), prepared: true })
        return { type: 'enqueued', ...ofSession, takeover, gen, outcome: outcome(taken) }
      }
      case 'cancel': {
        const { takeover, gen, trace } = call
        const gone = () => yes(vendor.cancel(trace, now))
        return { type: 'cancel-answered', ...ofSession, takeover, gen, outcome: outcome(gone) }
      }
      case 'move': {
        const { takeover, gen, trace, place } = call
        const moved = () => yes(vendor.move(trace, place))
        return { type: 'move-answered', ...ofSession, takeover, gen, outcome: outcome(moved) }
      }
      default:
        return undefined
    }
  }

  /** From instant to instant at which anything happens; nothing may be due again and again. */
  function pass(until: Instant): void {
    let spins = 0
    for (;;) {
      const due = earliest(station.nextDue({ airing: MARKET }), station.nextDue({ account: DEMO }))
      const next = earliest(
        due,
        station.nextDue({ show: programme.show }),
        vendor.changesAt(),
        ...answers.map((one) => one.at),
      )
      if (next > until) break
      spins = next > now ? 0 : spins + 1
      if (spins > SPINS_MAX)
        return void rules.wrong.push(`never at rest at ${new Date(now).toISOString()}`)
      if (next > now) now = next
      vendor.pass(now)
      const come = answers.filter((one) => one.at <= now)
      answers = answers.filter((one) => one.at > now)
      for (const { event } of come) take(event)
      if (station.nextDue({ airing: MARKET }) <= now) take({ type: 'airing-due', airing: MARKET })
      if (station.nextDue({ account: DEMO }) <= now) take({ type: 'account-due', account: DEMO })
      if (station.nextDue({ show: programme.show }) <= now)
        take({ type: 'show-due', show: programme.show })
    }
    now = until
    vendor.pass(now)
  }

  function save(cues: readonly PlannedCue[]): void {
    programme = aProgramme({ schedule, cues, version: `v${++version}` })
    rules.saved(programme, now)
    take({ type: 'show-taken-in', programme })
  }

  function edit({ what, pick, draft }: DeskStep): void {
    const { cues } = programme
    const old = cues[pick % Math.max(1, cues.length)]
    const others = (is: PlannedCue) => cues.map((cue) => (cue === old ? is : cue))
    const anew = old && cueOf(old.cue, draft, version + 1)
    if (what === 'added') save([...cues, cueOf(`c${version + drafts.length}`, draft, version + 1)])
    if (what === 'back') {
      save([...cues, ...shelf])
      shelf = []
    }
    if (!old || !anew) return
    if (what === 'words') save(others({ ...old, script: anew.script }))
    if (what === 'urgency')
      save(others({ ...old, script: anew.script, urgency: anew.urgency, doubt: anew.doubt }))
    if (what === 'moved') save(others({ ...old, when: anew.when }))
    if (what === 'gone') {
      shelf = [...shelf, old]
      save(cues.filter((cue) => cue !== old))
    }
  }

  function order(command: Command): void {
    take(commanded(command, MARKET, `r${orders++}`))
  }

  function step(step: DeskStep): void {
    const { what, pick, draft } = step
    const there = station.takeovers().filter((one) => !hasEnded(one))
    const takeover = there[pick % Math.max(1, there.length)]?.id
    const script = aTakeoverScript({ say: `Said ${orders}. ${filler(draft.words)}` })
    if (what === 'say') order(saying({ urgency: draft.urgency, script }))
    else if (what === 'front' && takeover) order({ type: 'move', takeover, to: 'front' })
    else if (what === 'back-of-queue' && takeover) order({ type: 'move', takeover, to: 'back' })
    else if (what === 'cancel' && takeover) order({ type: 'cancel', takeover })
    else if (what === 'hold')
      order({ type: 'hold', until: after(now, seconds(draft.seconds % 60)) })
    else if (what === 'release' || what === 'skip') order({ type: what })
    else edit(step)
    pass(after(now, millis(step.wait)))
  }

  pass(NINE)
  return {
    step,
    station,
    vendor,
    wrong: rules.wrong,
    /** Until the channel is closed; what was heard is then held against what was written down. */
    end: () => {
      pass(after(NINE, minutes(20)))
      rules.atTheEnd()
    },
  }
}

export type DeskNight = ReturnType<typeof deskNight>

const filler = (words: number) => `This goes on ${'and on '.repeat(words)}to its end.`

function cueOf(name: string, draft: Draft, version: number): PlannedCue {
  const when = {
    at: start(draft.seconds),
    every: every(Math.max(20, draft.seconds)),
    after: following(`c${draft.seconds % 3}`),
  }[draft.kind === 'after' && name < 'c3' ? 'at' : draft.kind]
  return aCue(name, when, {
    script: aTakeoverScript({ say: `This is ${name} as of ${version}. ${filler(draft.words)}` }),
    urgency: draft.urgency,
    doubt: draft.doubt,
    onCut: draft.onCut,
    expires: draft.expires === undefined ? undefined : seconds(draft.expires),
    ...(draft.hard ? { start: { kind: 'hard', grace: seconds(3) } as const } : {}),
  })
}
