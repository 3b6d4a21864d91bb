/**
 * Holds the stand-in's private record, the journal's intents and the as-run log against what was promised. Truth is the
 * record: what aired, who was open, when the heart beat.
 */
import type { RecordEntry } from '../../daemon/stand-in/softsugar/record.js'
import type { SessionSummary, Summary } from '../../daemon/stand-in/softsugar/summary.js'
import type { Verdict } from './rig.js'
import type { PlannedCue, PlannedShow } from './show.js'

export interface Intent {
  readonly key: string
  readonly class: string
  readonly type: string
  readonly takeover: string | undefined
  readonly state: string
  readonly says: string
}

export type AsRunLine = Readonly<Record<string, string | number | null>>

export interface Evidence {
  readonly shows: readonly PlannedShow[]
  readonly summary: Summary
  readonly record: readonly RecordEntry[]
  readonly intents: readonly Intent[]
  readonly asRun: readonly AsRunLine[]
}

/** reliability: a wanted channel is never silent for longer. */
export const GAP_MAX_MS = 45_000
export const EARLY_MAX_MS = 1_000
/** After its end a show is closed this soon, faults included. */
const CLOSED_MAX_MS = 60_000

/** What an attack makes of the promises. */
export interface Terms {
  readonly gapMax: number
  /** By true time; a clock that is a little off starts and ends a little off. */
  readonly earlyMax: number
  /** False: a clock that is an hour off decides what is on air, so nobody promises when, or whether. */
  readonly onTime: boolean
}
const USUAL: Terms = { gapMax: GAP_MAX_MS, earlyMax: EARLY_MAX_MS, onTime: true }

export function judge(evidence: Evidence, changed: Partial<Terms> = {}): Verdict {
  const terms = { ...USUAL, ...changed }
  const parts = [judgeCues(evidence, terms), judgeSessions(evidence, terms), judgeIntents(evidence)]
  return {
    figures: parts.flatMap(({ figures }) => figures),
    findings: parts.flatMap(({ findings }) => findings),
  }
}

/** How often each thing was spoken, by what it says. */
export function airings(record: readonly RecordEntry[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const entry of record) {
    if (entry.type !== 'takeover-speaking') continue
    const { text = '' } = entry.content
    times.set(text, (times.get(text) ?? 0) + 1)
  }
  return times
}

function judgeCues({ shows, record, intents, asRun }: Evidence, { onTime }: Terms): Verdict {
  const times = airings(record)
  const findings: string[] = []
  const count = { once: 0, onceAired: 0, must: 0, mustAired: 0, doubled: 0, again: 0 }
  for (const show of shows) {
    const unlogged: string[] = []
    const lost: string[] = []
    for (const cue of show.cues) {
      const aired = times.get(cue.text) ?? 0
      const name = `${show.id}/${cue.id}`
      const sent = intents.filter(({ takeover, state }) => isOf(takeover, show, cue) && went(state))
      count[cue.doubt] += 1
      if (aired > 0) count[cue.doubt === 'once' ? 'onceAired' : 'mustAired'] += 1
      if (aired > 1 && cue.doubt === 'once') findings.push(`${name} is once, and aired ${aired}×`)
      if (aired > Math.max(1, sent.length)) {
        findings.push(`${name} aired ${aired}×, and the journal knows of ${sent.length} sendings`)
      }
      if (aired > 1) count[cue.doubt === 'once' ? 'doubled' : 'again'] += 1
      const rows = rowsOf(asRun, show, cue)
      if (aired === 0 && cue.doubt === 'must' && onTime) lost.push(`${cue.id} (${said(rows)})`)
      if (rows.length === 0) unlogged.push(cue.id)
      else findings.push(...judgeRows(name, aired, rows))
    }
    if (lost.length > 0) findings.push(`${show.id}: must, and never aired: ${lost.join(', ')}`)
    if (unlogged.length > 0) {
      findings.push(`${show.id}: no row in the as-run log for ${unlogged.join(', ')}`)
    }
  }
  const figures = [
    `once: ${count.onceAired} of ${count.once} aired, ${count.doubled} doubled`,
    `must: ${count.mustAired} of ${count.must} aired, ${count.again} of them more than once`,
  ]
  return { figures, findings }
}

/** Nothing is claimed that did not happen, nothing is denied that did, and every cue has its row. */
function judgeRows(name: string, aired: number, rows: readonly AsRunLine[]): readonly string[] {
  const claims = rows.some(({ status }) => CLAIMS.has(String(status)))
  const denies = rows.every(({ status }) => DENIES.has(String(status)))
  const says = `the log says ${said(rows)}`
  if (claims && aired === 0) return [`${name} never aired, and ${says}`]
  return denies && aired > 0 ? [`${name} aired ${aired}×, and ${says}`] : []
}

const said = (rows: readonly AsRunLine[]) =>
  rows.map(({ status, reason }) => `${status} ${reason}`).join(', ') || 'no row'

const CLAIMS: ReadonlySet<string> = new Set(['aired', 'aired_late', 'aired_partial'])
const DENIES: ReadonlySet<string> = new Set(['missed', 'dropped', 'skipped', 'cancelled', 'failed'])

const went = (state: string) => state !== 'not-applied'
const isOf = (takeover: string | undefined, show: PlannedShow, cue: PlannedCue) =>
  takeover?.startsWith(`${show.id}@`) === true && takeover.includes(`/${cue.id}/`)
const rowsOf = (asRun: readonly AsRunLine[], show: PlannedShow, cue: PlannedCue) =>
  asRun.filter((row) => row.type === 'takeover' && row.show === show.id && row.item_id === cue.id)

function judgeSessions({ shows, summary, asRun }: Evidence, terms: Terms): Verdict {
  const findings: string[] = []
  const lateness: number[] = []
  let largestGap = 0
  for (const show of shows) {
    const own = sessionsOf(summary, show)
    findings.push(...judgeSingle(show, own))
    if (terms.onTime) findings.push(...judgeOnAir({ summary, asRun }, show, terms.earlyMax))
    const first = wentLiveAt(own)
    if (first !== undefined) lateness.push(first - show.startsAt)
    for (const { session, largestHeartbeatGap } of own) {
      largestGap = Math.max(largestGap, largestHeartbeatGap)
      if (largestHeartbeatGap > terms.gapMax) {
        findings.push(`${show.id}: ${session} was not beaten for ${largestHeartbeatGap} ms`)
      }
    }
  }
  const figures = [
    `sessions: ${summary.sessions.length} for ${shows.length} shows, ${summary.stillOpen.length} left open`,
    `largest heartbeat gap ${largestGap} ms; starts ${lateness.join(', ')} ms late`,
  ]
  return { figures, findings }
}

/** Our mark on a session is `station.seal/show@date#attempt`. */
export const sessionsOf = ({ sessions }: Summary, { id }: PlannedShow): readonly SessionSummary[] =>
  sessions.filter(({ marker }) => marker?.startsWith('rigs.') && marker.includes(`/${id}@`))

function judgeSingle({ id }: PlannedShow, own: readonly SessionSummary[]): readonly string[] {
  const findings: string[] = []
  own.forEach((session, at) => {
    if (session.endedAt === undefined) findings.push(`${id}: ${session.session} was left open`)
    const before = own[at - 1]
    if (!before) return
    const seconds = Math.round((session.createdAt - before.createdAt) / 1_000)
    const atOnce = before.endedAt === undefined || before.endedAt > session.createdAt
    const how = atOnce ? 'while the first was open' : `after the first ended in ${before.endedAs}`
    findings.push(`${id}: a second session, ${seconds} s after the first, ${how}`)
  })
  return findings
}

const wentLiveAt = (own: readonly SessionSummary[]): number | undefined =>
  own.flatMap(({ liveAt }) => liveAt ?? [])[0]

/** On air from its start to its end. */
export function judgeOnAir(
  { summary, asRun }: Pick<Evidence, 'summary' | 'asRun'>,
  show: PlannedShow,
  earlyMax = EARLY_MAX_MS,
): readonly string[] {
  const own = sessionsOf(summary, show)
  const liveAt = wentLiveAt(own)
  if (liveAt === undefined) return [`${show.id} was never on air: ${whyNot(asRun, show)}`]
  const findings: string[] = []
  const early = show.startsAt - liveAt
  if (early > earlyMax) findings.push(`${show.id} started ${early} ms before its time`)
  const endedAt = Math.max(...own.map((session) => session.endedAt ?? Number.POSITIVE_INFINITY))
  const late = endedAt - show.endsAt
  if (late < -earlyMax) {
    findings.push(`${show.id} ended ${-late} ms before its end, in ${own.at(-1)?.endedAs}`)
  }
  if (late > CLOSED_MAX_MS && Number.isFinite(late)) {
    findings.push(`${show.id} was closed only ${late} ms after its end`)
  }
  return findings
}

const whyNot = (asRun: readonly AsRunLine[], show: PlannedShow): string => {
  const row = asRun.find(({ type, show: of }) => type === 'show' && of === show.id)
  return row ? `${row.status} ${row.reason}, ${row.remark}` : 'and has no row in the as-run log'
}

/** Every call ends in something the journal can tell, and tells. */
function judgeIntents({ intents }: Evidence): Verdict {
  const open = intents.filter(({ state }) => state === 'intended' || state === 'ambiguous')
  const states = new Map<string, number>()
  for (const { state } of intents) states.set(state, (states.get(state) ?? 0) + 1)
  const kinds = [...states].map(([state, count]) => `${count} ${state}`)
  const refused = intents.filter(({ state }) => state === 'not-applied')
  const why = [...new Set(refused.map(({ type, says }) => `${type}: ${says}`))]
  const [first] = open
  const findings = first
    ? [
        `${open.length} calls stay unresolved in the journal (${[...new Set(open.map(({ type, state }) => `${type} ${state}`))].join(', ')}), such as ${first.key}: ${first.says}`,
      ]
    : []
  const because = why.length > 0 ? ` (not applied: ${why.join('; ')})` : ''
  return { figures: [`calls: ${kinds.join(', ')}${because}`], findings }
}
