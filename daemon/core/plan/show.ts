/**
 * A rundown taken in: its airings are fixed for the coming day and a half, each with one identity and one instant.
 * An airing that has begun to open keeps the version it opened with; those still planned follow the new one.
 */
import type { Programme } from '../compile/programme.js'
import { ALWAYS_REST, HORIZON, REMEMBERED } from '../limits.js'
import type { ShowId } from '../rundown/rundown.js'
import { after, before, type Duration, type Instant, millis, NEVER } from '../time.js'
import { type Airing, hasEnded, planned } from './airing.js'
import { type AiringId, isAlways, longestAiring, type Occurrence, occurrences } from './calendar.js'
import { lookedAtAgain, type Preflight, preflightOf } from './preflight.js'
import type { Sheet } from './sheet.js'
import type { Show } from './state.js'

export const versionKey = ({ show, version }: Pick<Programme, 'show' | 'version'>) =>
  `${show}#${version}`

/** Returns the airings to look at now. */
export function takeIn(sheet: Sheet, programme: Programme): readonly AiringId[] {
  const version = versionKey(programme)
  const known = sheet.show(programme.show)
  sheet.putProgramme(version, programme)
  const seen = new Map(known?.airings.map((id) => [id, sheet.airing(id)?.preflight]))
  const kept = known ? unplan(sheet, known) : []
  const followed = kept.some((id) => sheet.airing(id)?.version === known?.version)
  if (known && known.version !== version && !followed) sheet.putProgramme(known.version, undefined)
  const show: Show = {
    id: programme.show,
    account: programme.account,
    version,
    fixedUntil: sheet.now,
    airings: kept,
    held: known?.held ?? false,
    spoken: known?.spoken ?? {},
    withdrawn: false,
  }
  return expand(sheet, show, before(sheet.now, longestAiring(programme)), seen)
}

/** Time to fix more airings, and to forget those long over. */
export function lookAgain(sheet: Sheet, id: ShowId): readonly AiringId[] {
  const show = sheet.show(id)
  return show ? expand(sheet, show, show.fixedUntil) : []
}

export function withdraw(sheet: Sheet, id: ShowId): void {
  const show = sheet.show(id)
  if (show) sheet.putShow({ ...show, airings: unplan(sheet, show), withdrawn: true })
}

export function release(sheet: Sheet, id: ShowId): readonly AiringId[] {
  const show = sheet.show(id)
  if (!show) return []
  // A show that only waits for a clock nobody trusts starts on the operator's word.
  const waiting = show.airings.filter((airing) => sheet.airing(airing)?.situation === 'ready')
  for (const airing of waiting.flatMap((one) => sheet.airing(one) ?? []))
    sheet.putAiring({ ...airing, clockTrusted: true })
  return [...waiting, ...expand(sheet, { ...show, held: false }, sheet.now)]
}

export const hold = (sheet: Sheet, id: ShowId): void => {
  const show = sheet.show(id)
  if (show) sheet.putShow({ ...show, held: true })
}

/** When the show must be looked at again. */
export const showDueAt = (show: Show): Instant =>
  show.withdrawn || show.held ? NEVER : show.fixedUntil

/** What was told of airings that are planned anew. */
type Seen = ReadonlyMap<AiringId, Preflight | undefined>

function expand(
  sheet: Sheet,
  show: Show,
  from: Instant,
  seen: Seen = new Map(),
): readonly AiringId[] {
  const { now } = sheet
  const programme = sheet.programme(show.version)
  const kept = forget(sheet, show)
  if (show.withdrawn || show.held) {
    sheet.putShow({ ...show, airings: kept })
    return []
  }
  const always = isAlways(programme)
  const running = kept.some((id) => {
    const airing = sheet.airing(id)
    return airing !== undefined && !hasEnded(airing)
  })
  const found =
    always && running
      ? []
      : occurrences(programme, always ? now : from, after(now, HORIZON)).filter(
          ({ airing, endsAt }) => !kept.includes(airing) && (endsAt ?? NEVER) > now,
        )
  const media = found.length > 0 ? preflightOf(programme, now) : undefined
  for (const occurrence of found) {
    const airing = plan(sheet, show, programme, occurrence)
    const preflight = media && lookedAtAgain(media, seen.get(airing.id))
    sheet.putAiring(preflight ? { ...airing, preflight } : airing)
  }
  sheet.putShow({
    ...show,
    airings: [...kept, ...found.map(({ airing }) => airing)],
    fixedUntil: after(now, always ? ALWAYS_REST : millis(HORIZON / 2)),
  })
  return found.map(({ airing }) => airing)
}

function plan(sheet: Sheet, show: Show, programme: Programme, occurrence: Occurrence): Airing {
  return planned({
    id: occurrence.airing,
    show: show.id,
    account: show.account,
    timezone: programme.timezone,
    version: show.version,
    opensAt: opening(occurrence, sheet.account(show.account).lead),
    startsAt: occurrence.startsAt,
    endsAt: occurrence.endsAt,
    late: occurrence.late,
    values: occurrence.variables,
  })
}

/** Ahead of its start by the lead; a channel without end has nothing to be early for. */
const opening = ({ startsAt, endsAt }: Occurrence, lead: Duration): Instant =>
  endsAt === undefined ? startsAt : before(startsAt, lead)

/**
 * Takes back the airings that have not begun to open; returns the others. One whose time has passed meanwhile would not
 * be planned again: it stays, and gets its verdict.
 */
function unplan(sheet: Sheet, show: Show): readonly AiringId[] {
  return show.airings.filter((id) => {
    const airing = sheet.airing(id)
    if (airing?.situation !== 'planned') return airing !== undefined
    if ((airing.endsAt ?? NEVER) <= sheet.now) return true
    sheet.dropAiring(id)
    return false
  })
}

/** Forgets airings long over, and the versions nobody follows any more. */
function forget(sheet: Sheet, show: Show): readonly AiringId[] {
  const versions = new Set<string>()
  const followed = new Set([show.version])
  const kept = show.airings.filter((id) => {
    const airing = sheet.airing(id)
    if (!airing) return false
    versions.add(airing.version)
    if ('endedAt' in airing && after(overAt(airing), REMEMBERED) < sheet.now) {
      sheet.dropAiring(id)
      return false
    }
    followed.add(airing.version)
    return true
  })
  for (const version of versions) if (!followed.has(version)) sheet.putProgramme(version, undefined)
  return kept
}

/** Stopped early, it is over when it was to end: forgotten before that, it would be planned again. */
const overAt = ({ endedAt, endsAt }: Extract<Airing, { endedAt: Instant }>): Instant =>
  endsAt !== undefined && endsAt > endedAt ? endsAt : endedAt
