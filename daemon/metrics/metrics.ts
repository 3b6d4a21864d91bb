/**
 * Who measures: hears what the other rooms know anyway, and says it in Prometheus' text. Nobody waits for it, and
 * nothing it does wrong reaches whoever told it: turns are counted after they were carried out.
 */
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Resolve } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { Event } from '../core/plan/events.js'
import { versionKey } from '../core/plan/show.js'
import type { State } from '../core/plan/state.js'
import type { Instant } from '../core/time.js'
import type { TakenTurn } from '../journal/journal.js'
import type { Exchanged } from '../platform/wire.js'
import { openInstruments } from './instruments.js'
import { openLedger } from './ledger.js'
import { inSlices } from './slices.js'
import { standingOf } from './standing.js'

export interface Metrics {
  /** Turns are on the disk. Returns at once, never throws. */
  readonly committed: (turns: readonly TakenTurn[]) => void
  /** The same commit, measured; what it throws is thrown. */
  readonly appending: <T>(commit: (what: T) => void) => (what: T) => void
  readonly exchanged: (account: string) => (what: Exchanged) => void
  /** `account`: as the path has it, whoever wrote it. */
  readonly callback: (account: string, outcome: 'stored' | 'not-stored' | 'refused') => void
  /** All there is, in Prometheus' text (version 0.0.4). */
  readonly page: () => Promise<{ readonly type: string; readonly text: string }>
}

export interface MetricsOptions {
  readonly state: State
  readonly now: () => Instant
  /** Milliseconds since some day, whoever sets the clock. */
  readonly steady: () => number
  readonly wall: () => number
  /** Of the journal. */
  readonly folder: string
  readonly version: string
  readonly accounts: readonly {
    readonly id: string
    readonly minutesPerDay: number | undefined
  }[]
  readonly epoch: () => number
  /** What is wrong with the disk. */
  readonly disk: () => string | undefined
  readonly later?: (run: () => void) => void
}

/** A vendor has some tens of codes; whoever sends others all the time must not fill the memory. */
const CODES_MAX = 50
const TROUBLES = ['low', 'full', 'busy', 'lost'] as const

export function openMetrics(options: MetricsOptions): Metrics {
  const { state, now, steady, wall, later = setImmediate } = options
  const all = openInstruments()
  const known = new Set(options.accounts.map(({ id }) => id))
  const codes = new Set<string>()
  const born = wall() - steady()
  const waiting: TakenTurn[] = []
  /** The ends of what was heard last, by airing: until then the air was not free. */
  const freeFrom = new Map<string, Instant>()
  let takenInAt = now()

  const ledger = openLedger(state, now(), {
    scheduled: (account, seconds) => all.scheduled.inc({ account }, seconds),
    delivered: (account, seconds) => all.delivered.inc({ account }, seconds),
    paid: (account, seconds) => all.paid.inc({ account }, seconds),
    beatGap: (account, seconds) => all.beatGap.observe({ account }, seconds),
    started: (account, late, lead) => {
      all.startLate.observe({ account }, late)
      if (lead !== undefined) all.lead.observe({ account }, lead)
    },
    closed: (account, late) => all.closeLate.observe({ account }, late),
    ghost: (account) => all.ghosts.inc({ account }),
  })
  for (const { id: account, minutesPerDay } of options.accounts) {
    // From zero on: what was never seen before has no rate in Prometheus.
    for (const one of [all.scheduled, all.delivered, all.paid, all.ghosts, all.mustLost])
      one.inc({ account }, 0)
    for (const outcome of ['applied', 'not-applied']) all.renewals.inc({ account, outcome }, 0)
    for (const status of ['missed', 'aired_partial'])
      all.asRun.inc({ account, type: 'show', status }, 0)
    if (minutesPerDay !== undefined) all.budget.set({ account }, minutesPerDay * 60)
  }
  all.buildInfo.set({ version: options.version, node: process.version }, 1)

  function count({ turn, decision, receipt }: TakenTurn): void {
    const { event } = turn
    for (const [id, airing] of decision.changes.airings) {
      ledger.changed(id, airing, turn.now)
      if (!airing || 'endedAt' in airing) freeFrom.delete(id)
    }
    if (event.type === 'show-taken-in') takenInAt = turn.now
    if (receipt?.intent) {
      const asked = classOf(event)
      const account = accountOf(event, decision.changes.airings)
      if (asked) all.intents.inc({ account, class: asked, outcome: receipt.intent.outcome.is })
    }
    for (const action of decision.actions) {
      if (action.type === 'record') recorded(action.row)
      else if (action.type === 'resolve') resolved(action)
      else if (action.type === 'tell' && action.level === 'alert') all.alerts.inc()
    }
  }

  const accountOf = (event: Event, changed: TakenTurn['decision']['changes']['airings']) => {
    if ('account' in event && typeof event.account === 'string') return event.account
    if (!('airing' in event)) return ''
    return (changed.get(event.airing) ?? state.airings[event.airing])?.account ?? ''
  }

  const resolved = ({ of, how }: Resolve) => all.resolutions.inc({ of, how })

  function recorded(row: AsRunRow): void {
    const { account, type, status, airing, startedAt, endedAt } = row
    all.asRun.inc({ account, type, status })
    if (type !== 'takeover') return
    const aired = status.startsWith('aired') && startedAt !== undefined
    if (aired && row.source === 'rundown') heard(row, startedAt)
    else if (!status.startsWith('aired') && isMust(row)) all.mustLost.inc({ account })
    if (aired && endedAt !== undefined)
      freeFrom.set(airing, Math.max(endedAt, freeFrom.get(airing) ?? 0) as Instant)
  }

  function heard(row: AsRunRow, startedAt: Instant): void {
    const { account, plannedAt, evidence, airing } = row
    all.heard.inc({ account, evidence })
    if (plannedAt === undefined) return
    const onAirAt = state.airings[airing]?.onAirAt ?? 0
    const free = Math.max(plannedAt, onAirAt, freeFrom.get(airing) ?? 0)
    const late = (from: number) => Math.max(0, startedAt - from) / 1_000
    all.cueLate.observe({ account, against: 'plan' }, late(plannedAt))
    all.cueLate.observe({ account, against: 'free' }, late(free))
  }

  const isMust = ({ version, show, item, status }: AsRunRow): boolean => {
    if (item === undefined || WANTED_SO.has(status)) return false
    const programme = state.programmes[versionKey({ show, version })]
    return programme?.cues.find(({ cue }) => cue === item)?.doubt === 'must'
  }

  /** A mistake in counting is a figure that is missing, never a turn. */
  function catchUp(): void {
    for (const turn of waiting.splice(0)) {
      try {
        count(turn)
      } catch {}
    }
  }

  async function readOff(at: Instant): Promise<void> {
    await inSlices(ledger.bring(at))
    for (const one of await inSlices(standingOf(state, at))) {
      const { account, nextStart } = one
      // What the config no longer names is remembered, and nobody keeps it up.
      if (!known.has(account)) continue
      all.onAir.set({ account }, one.onAir)
      all.open.set({ account }, one.open)
      all.slots.set({ account }, one.slots)
      all.beatAge.set({ account }, one.beatAge)
      all.orphans.set({ account }, one.orphans)
      all.orphanAge.set({ account }, one.orphanAge)
      all.notReady.set({ account }, one.notReady)
      all.late.set({ account }, one.late)
      all.offAir.set({ account }, one.offAir)
      all.clockOff.set({ account }, one.clockOff)
      if (nextStart === undefined) all.nextStart.remove({ account })
      else all.nextStart.set({ account }, nextStart)
    }
    const trouble = options.disk()
    for (const kind of TROUBLES) all.trouble.set({ kind }, kind === trouble ? 1 : 0)
    all.epoch.set(options.epoch())
    all.drift.set((wall() - steady() - born) / 1_000)
    all.rundownAge.set((at - takenInAt) / 1_000)
  }

  async function readDisk(): Promise<void> {
    const [wal, room] = await Promise.allSettled([
      stat(join(options.folder, 'journal.db-wal')),
      statfs(options.folder),
    ])
    if (wal.status === 'fulfilled') all.wal.set(wal.value.size)
    // An old figure would say that there is room.
    const isKnown = room.status === 'fulfilled' && room.value.blocks > 0
    all.free.set(isKnown ? room.value.bavail / room.value.blocks : Number.NaN)
  }

  return {
    committed(turns) {
      if (waiting.length === 0) later(catchUp)
      waiting.push(...turns)
    },
    appending: (commit) => (what) => {
      const from = steady()
      try {
        commit(what)
      } catch (error) {
        all.appendFailed.inc()
        throw error
      }
      all.append.observe((steady() - from) / 1_000)
    },
    exchanged: (account) => (what) => {
      const { endpoint, is, forToken, ms } = what
      const status = what.status === undefined ? is : String(what.status)
      const written = what.code === undefined ? '' : String(what.code)
      if (codes.size < CODES_MAX) codes.add(written)
      const code = codes.has(written) ? written : 'other'
      all.calls.observe({ account, endpoint }, ms / 1_000)
      all.answers.inc({ account, endpoint, status, code })
      const outcome = what.code === 0 ? 'applied' : 'not-applied'
      if (forToken) all.renewals.inc({ account, outcome })
    },
    callback: (account, outcome) =>
      all.callbacks.inc({ account: known.has(account) ? account : 'unknown', outcome }),
    async page() {
      catchUp()
      await readOff(now())
      await readDisk()
      return { type: all.contentType, text: await all.text() }
    },
  }
}

/** Not lost: taken out by somebody, or aired in another way. */
const WANTED_SO: ReadonlySet<AsRunRow['status']> = new Set(['cancelled', 'replaced', 'unscheduled'])

/** Of the call that the event answers. */
function classOf({ type }: Event): string | undefined {
  switch (type) {
    case 'opened':
      return 'costly'
    case 'enqueued':
      return 'airing'
    case 'went-live':
    case 'line-opened':
      return 'guarded'
    case 'close-answered':
    case 'cancel-answered':
    case 'move-answered':
    case 'stranger-close-answered':
      return 'converge'
    default:
      return undefined
  }
}
