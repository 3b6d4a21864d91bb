/**
 * One airing on a virtual clock: the production core, loop, calls and dialect against the stand-in's model. Nothing is
 * written anywhere; what the loop would have logged is kept.
 */
import type { Programme } from '../core/compile/programme.js'
import type { AccountFacts } from '../core/plan/account.js'
import type { Tell } from '../core/plan/actions.js'
import { hasEnded } from '../core/plan/airing.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { AiringId, Occurrence } from '../core/plan/calendar.js'
import type { SessionId, TraceId } from '../core/plan/events.js'
import type { Finding } from '../core/plan/preflight.js'
import { emptyState } from '../core/plan/state.js'
import {
  after,
  before,
  type Duration,
  type Instant,
  millis,
  minutes,
  seconds,
} from '../core/time.js'
import { hands } from '../run/carry-out.js'
import { type Loop, openLoop } from '../run/loop.js'
import { lots } from '../run/lots.js'
import { wakeUp } from '../run/resume.js'
import { type VirtualClock, virtualClock } from '../run/virtual-clock.js'
import { type AudienceOrders, type RehearsedQuestion, rehearsedAudience } from './audience.js'
import { type BilledSession, type FarEnd, farEnds } from './far-end.js'
import { onlyThis } from './only-this.js'

export interface RehearsalOrders {
  readonly programme: Programme
  readonly occurrence: Occurrence
  readonly account: AccountFacts
  readonly seed: number
  readonly faults: string
  readonly sounds: ReadonlyMap<string, Duration>
  /** What is wrong with a file, as it is found when the daemon looks ahead. */
  readonly findings?: readonly Finding[]
  /** Of a channel without an end; of any other at most. */
  readonly span: Duration | undefined
  /** undefined: nobody asks anything. */
  readonly audience?: AudienceOrders | undefined
}

export interface Rehearsal {
  readonly airing: AiringId
  readonly startsAt: Instant
  /** As planned; of a channel without an end, when it was stopped. */
  readonly endsAt: Instant
  readonly rows: readonly Written[]
  readonly tells: readonly (Tell & { readonly at: Instant })[]
  readonly sessions: readonly (BilledSession & { readonly to: Instant })[]
  readonly farEnd: FarEnd
  /** In the order they are asked. */
  readonly questions: readonly RehearsedQuestion[]
  /** It was over by itself; false: something kept it open, and it was left. */
  readonly isOver: boolean
}

export interface Written {
  readonly row: AsRunRow
  readonly at: Instant
}

/** Of a channel without an end, if nobody says how much of it. */
export const SPAN_USUAL = minutes(60)
/** Whoever opens earlier than the lead sweeps the account first. */
const WARM_UP = minutes(1)
/** Is it over? asked this often. */
const STRIDE = seconds(10)
/** Stopped that much earlier, it is closed when what is due at that very instant would be called, and missed. */
const BREATH = millis(100)
/** Closing may be refused for a while; longer, and something is wrong that a rehearsal need not wait for. */
const OVERTIME_MAX = minutes(20)

export async function rehearse(orders: RehearsalOrders): Promise<Rehearsal> {
  const { occurrence, account, span, seed, findings = [] } = orders
  const programme = onlyThis(orders.programme, occurrence)
  const { startsAt } = occurrence
  const endless = occurrence.endsAt === undefined
  const clock = virtualClock(endless ? startsAt : before(startsAt, withWarmUp(account.lead)))
  const make = farEnds[account.platform]
  if (!make) throw new Error(`the platform "${account.platform}" cannot be rehearsed`)
  const farEnd = make({ ...orders, clock, slots: account.slots })
  const rows: Written[] = []
  const tells: (Tell & { readonly at: Instant })[] = []
  const audience = orders.audience && rehearsedAudience(orders.audience, clock)
  const { platform } = farEnd
  const working = hands(new Map([[account.id, platform]]), (event) => loop.post(event), {
    checkMedia: async () => findings,
    ...(audience && { putIn: audience.putIn }),
  })
  using loop = openLoop({
    state: emptyState(),
    clock,
    dice: lots(seed),
    commit: () => {},
    carryOut: working.carryOut,
    show: (action, at) => {
      if (action.type === 'record') {
        rows.push({ row: action.row, at })
        audience?.recorded(action.row)
      } else if (action.type === 'tell') tells.push({ ...action, at })
    },
    trouble: (error) => {
      throw error
    },
  })
  farEnd.listen((body) => {
    const hint = farEnd.dialect.readCallback(body)
    if (!hint) return
    const { session, trace, ...rest } = hint
    const ids = { session: session as SessionId, trace: trace as TraceId | undefined }
    loop.post({ type: 'hinted', account: account.id, hint: { ...rest, ...ids } })
  })
  wakeUp(loop, [account], [programme])
  const planned = occurrence.endsAt ?? after(startsAt, span ?? SPAN_USUAL)
  const endsAt = span === undefined ? planned : earlier(planned, after(startsAt, span))
  const isCut = endless || endsAt < planned
  const until = isCut ? before(endsAt, BREATH) : endsAt
  audience?.man(loop, account, platform, { startsAt, until, isCut })
  const airing = Object.keys(loop.state.airings)[0] as AiringId
  if (isCut) await stopAt(until, airing, loop, clock)
  const isOver = await untilOver(airing, loop, clock, after(endsAt, OVERTIME_MAX))
  const sessions = farEnd.billed().map((one) => ({ ...one, to: one.to ?? clock.now() }))
  const questions = audience?.fates(rows.map(({ row }) => row)) ?? []
  return { airing, startsAt, endsAt, rows, tells, sessions, farEnd, questions, isOver }
}

const withWarmUp = (lead: Duration): Duration => millis(lead + WARM_UP)

const earlier = (one: Instant, other: Instant) => (one < other ? one : other)

async function stopAt(at: Instant, airing: AiringId, { post }: Loop, clock: VirtualClock) {
  await clock.passUntil(at)
  const command = { type: 'stop', hold: true } as const
  post({ type: 'commanded', airing, request: 'end-of-rehearsal', by: 'rehearsal', command })
}

async function untilOver(
  airing: AiringId,
  { state }: Loop,
  clock: VirtualClock,
  last: Instant,
): Promise<boolean> {
  const isOver = () => {
    const now = state.airings[airing]
    return now === undefined || hasEnded(now)
  }
  while (!isOver() && clock.now() < last) await clock.pass(STRIDE)
  // The last close may still be on its way.
  await clock.pass(STRIDE)
  return isOver()
}
