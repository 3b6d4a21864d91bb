/** What `onair status` and `onair queue` say of one airing, a line each: what is heard, what comes, how it stands. */
import { cut, tame } from '../columns.js'
import type { AiringStatus } from '../console/status.js'
import { hours, type Instant, millis, minutes, seconds, showDuration } from '../core/time.js'
import { terminalColumns } from './table.js'

export const inLines = (details: readonly string[]): string =>
  details.map((detail) => `${cut(`  ${tame(detail)}`, terminalColumns() ?? Infinity)}\n`).join('')

/** `planned (in 25m)`, `opening (wanted)`, `on-air, parked`. */
export function situationOf(airing: AiringStatus, now: Instant): string {
  const { situation, parked, sessionSituation, startsAt } = airing
  if (parked !== undefined) return `${situation}, parked`
  const wait = Date.parse(startsAt) - now
  if (situation === 'planned' && wait > 0) return `planned (in ${roughly(wait)})`
  return situation === 'opening' && sessionSituation ? `opening (${sessionSituation})` : situation
}

/** The first is what an operator asks first. */
export const detailsOf = (airing: AiringStatus, now: Instant): readonly string[] => [
  ...heard(airing, now),
  ...standingOf(airing, now),
]

function heard(airing: AiringStatus, now: Instant): readonly string[] {
  const { situation, speaking, speakingSince, voice, queued, waiting, firstWaiting } = airing
  const next = queued[0] ?? firstWaiting
  const more = Math.max(0, queued.length + waiting - 1)
  const since = speakingSince === undefined ? '' : `for ${ago(speakingSince, now)}, `
  const isScript = situation === 'on-air' && voice?.situation !== 'on-air'
  return [
    ...(speaking === undefined ? [] : [`now      ${since}${speaking}`]),
    ...(speaking === undefined && isScript ? ['now      the looping script'] : []),
    ...(next === undefined ? [] : [`next     ${next}`]),
    ...(more === 0 ? [] : [`waiting  ${more} more`]),
  ]
}

/** What comes, until when, and what is in the way. */
export function standingOf(airing: AiringStatus, now: Instant): readonly string[] {
  const { heldUntil, waitsUntil, parked, because, session, heardAt } = airing
  return [
    ...voiceOf(airing, now),
    ...coming(airing, now),
    ...(heldUntil === undefined
      ? []
      : [`held     until ${clock(heldUntil)}, in ${until(heldUntil, now)}`]),
    ...(heardAt === undefined ? [] : [`session  ${session}, last heartbeat ${clock(heardAt)}`]),
    ...(waitsUntil === undefined ? [] : [`waits    until ${waitsUntil}`]),
    ...(parked === undefined ? [] : [`parked   ${parked}`]),
    ...(because === undefined ? [] : [`because  ${because}`]),
    ...silence(airing, now),
  ]
}

function voiceOf({ voice }: AiringStatus, now: Instant): readonly string[] {
  if (voice === undefined) return []
  return [
    voice.situation === 'on-air'
      ? `live     ${voice.by} speaks, for ${ago(voice.since, now)}`
      : `live     ${voice.by} waits for the line, for ${ago(voice.since, now)}`,
  ]
}

function coming(airing: AiringStatus, now: Instant): readonly string[] {
  const { situation, startsAt, endsAt, nextCue } = airing
  const waits = situation === 'opening' || situation === 'ready'
  const ends = (waits || situation === 'on-air') && endsAt !== undefined
  return [
    ...(waits && Date.parse(startsAt) > now ? [`starts   in ${until(startsAt, now)}`] : []),
    ...(nextCue === undefined
      ? []
      : [
          `cue      in ${until(nextCue.at, now)}, at ${clock(nextCue.at)}: ${nextCue.cue}: ${nextCue.title}`,
        ]),
    ...(ends ? [`ends     in ${until(endsAt, now)}, at ${clock(endsAt)}`] : []),
  ]
}

/** The daemon alerts once; whoever looks later should see it as well. */
function silence({ silentSince }: AiringStatus, now: Instant): readonly string[] {
  if (silentSince === undefined) return []
  const wait = Math.round((now - Date.parse(silentSince)) / 1_000)
  return [`silent   for ${wait} s: the platform accepts no heartbeat, nothing new airs`]
}

/** Below a table: in which zone its times are, as the daemon wrote them. */
export function zoneLine(written: readonly string[]): string {
  const zones = new Set(written.map((one) => one.slice(SECONDS).replace(/^(?:\.\d+)?/, '')))
  const [only = ''] = zones
  if (zones.size === 0) return ''
  if (zones.size > 1) return 'Times are those of each show.\n'
  return `Times are UTC${/^(?:Z|\+00:00)$/.test(only) ? '' : only}.\n`
}

/** Of `2026-11-23T09:00:00+00:00` what stands before the zone. */
const SECONDS = '2026-11-23T09:00:00'.length

export const clock = (written: string) => written.slice(11, 19)

const until = (written: string, now: Instant) => roughly(Date.parse(written) - now)
const ago = (written: string, now: Instant) => roughly(now - Date.parse(written))

/** As exactly as anybody at a desk needs it: of an hour the minutes, of a day the hours. */
export function roughly(ms: number): string {
  const wait = Math.max(0, ms)
  const unit = wait >= hours(24) ? hours(1) : wait >= hours(1) ? minutes(1) : seconds(1)
  return showDuration(millis(Math.round(wait / unit) * unit))
}
