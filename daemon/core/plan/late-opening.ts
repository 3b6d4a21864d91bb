/**
 * Openings that were given up and took effect late: known by the mark we gave them, which the platform echoes in a
 * callback and nowhere else.
 */
import { type Account, giveUpOpening, markerOf } from './account.js'
import { type Airing, isManned } from './airing.js'
import { tell } from './announce.js'
import type { AiringId } from './calendar.js'
import type { HintFacts } from './events.js'
import { tellSession } from './hearing.js'
import { namedIn } from './marked.js'
import { pursueAiring } from './pursue.js'
import { awaitsOpening } from './session.js'
import type { Sheet } from './sheet.js'
import { unwanted } from './sweep.js'

/** The airing whose opening is out, if this is our mark of it. */
export function openingOut(sheet: Sheet, desk: Account, marker: string | undefined) {
  const opening = desk.opening && sheet.airing(desk.opening)
  if (!opening || !isManned(opening)) return undefined
  const { id, session, sessionsUsed } = opening
  const asked = awaitsOpening(session) ? session.marker : undefined
  return marker === (asked ?? markerOf(desk.station, id, sessionsUsed)) ? opening : undefined
}

/** What callbacks had named by our mark is closed: it runs for nobody, but for the one that is its session now. */
export function openingLeft(sheet: Sheet, was: Airing, airing: Airing): void {
  if (!isManned(was) || !isManned(airing) || airing.session.situation === 'asked') return
  const own = 'id' in airing.session ? airing.session.id : undefined
  for (const id of namedIn(was.session))
    if (id !== own) sheet.putAccount(unwanted(sheet.account(was.account), id, sheet.now))
}

/** Named by us when we asked for it: the number of an opening that this airing did ask for. */
export function openingNamed(sheet: Sheet, desk: Account, marker: string | undefined) {
  const [, airing = '', number = ''] = marker?.match(/^[^/]+\/(.+)#(\d+)$/) ?? []
  const found = sheet.airing(airing as AiringId)
  const attempt = Number(number)
  if (!found || found.account !== desk.id || attempt > found.sessionsUsed) return undefined
  const isOurs =
    marker === markerOf(desk.station, found.id, attempt) ||
    desk.givenUp.some((one) => one.airing === found.id && one.marker === marker)
  return isOurs ? { airing: found.id, attempt } : undefined
}

/**
 * An opening given up took effect late, and another airing took its session for its own: it carries the wrong show.
 * A callback is believed here because it only decides between two that a list could not tell apart.
 */
export function disownIfAnothers(
  sheet: Sheet,
  desk: Account,
  { session, marker }: HintFacts,
): void {
  const holder = sheet.airing(sheet.airingOf(session) ?? ('' as AiringId))
  const named = openingNamed(sheet, desk, marker)
  if (!holder || !named || holder.id === named.airing || !isManned(holder)) return
  const isInDoubt = desk.givenUp.some(
    ({ airing, attempt }) => airing === named.airing && attempt === named.attempt,
  )
  if (!isInDoubt) return
  const disowned = tellSession(holder, { type: 'disowned' }, sheet.now)
  if (disowned === holder) return
  sheet.putAiring(disowned)
  sheet.putSession(session, undefined)
  const says = `session ${session} was opened for ${named.airing}: another is opened`
  sheet.act(tell(holder.id, 'warn', says))
  const own = { airing: holder.id, attempt: holder.sessionsUsed }
  sheet.putAccount(giveUpOpening(desk, own, sheet.now))
  pursueAiring(sheet, holder.id)
}
