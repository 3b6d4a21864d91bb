/** What an account gives its airings: a slot and a session to whoever's turn it is, and looks at what runs there. */
import { assert } from '../assert.js'
import { filledScript, valuesOf } from '../compile/fill.js'
import type { AccountId } from '../rundown/rundown.js'
import {
  grant,
  lookingAtRunning,
  markerOf,
  needRunning,
  perhapsOpened,
  release,
} from './account.js'
import { isManned } from './airing.js'
import type { AiringId } from './calendar.js'
import { tellSession } from './hearing.js'
import { lookDueAt } from './look.js'
import { ambiguous } from './outcome.js'
import { orPark } from './parking.js'
import { scriptAsHad } from './pictures-had.js'
import { isOpen } from './session.js'
import type { Sheet } from './sheet.js'

/** Gives slots to those whose turn it is, and looks at the running list while somebody needs it. */
export function pursueAccount(sheet: Sheet, id: AccountId): void {
  const { now } = sheet
  if (sheet.account(id).takenOut) return
  for (;;) {
    const { desk, granted } = grant(sheet.account(id), now)
    if (granted === undefined) break
    sheet.putAccount(desk)
    // Whoever's turn it is may have come by the answer to another: that one counts, whatever breaks here.
    if (!orPark(sheet, granted, () => openSession(sheet, granted)))
      sheet.putAccount(release(sheet.account(id), granted))
  }
  const known = sheet.account(id)
  if (!known.running && now >= known.sweepAt) sheet.putAccount(needRunning(known, now))
  const { running } = sheet.account(id)
  if (running && now >= lookDueAt(running)) {
    sheet.putAccount(lookingAtRunning(sheet.account(id), now))
    sheet.act({ type: 'look-at-running', account: id })
  }
}

function openSession(sheet: Sheet, id: AiringId): void {
  const airing = sheet.airing(id)
  const desk = airing && sheet.account(airing.account)
  if (!airing || !desk || !isManned(airing) || airing.session.situation !== 'wanted') {
    if (desk) sheet.putAccount(release(desk, id))
    return
  }
  assert(!isOpen(airing.session), 'a second session for one airing')
  const attempt = airing.sessionsUsed + 1
  const marker = markerOf(desk.station, id, attempt)
  const perhapsAt = perhapsOpened(airing, desk, sheet.now)
  const next = tellSession(airing, { type: 'turn-granted', marker }, perhapsAt ?? sheet.now)
  if (perhapsAt !== undefined) {
    const outcome = ambiguous('it may have been opened before the journal was restored')
    const sought = { ...next, sought: true, sessionsUsed: attempt }
    sheet.putAiring(tellSession(sought, { type: 'opened', outcome }, sheet.now))
    sheet.putAccount(needRunning(desk, sheet.now))
    return
  }
  const programme = sheet.programme(airing.version)
  const script = scriptAsHad(
    filledScript(programme.liveScript, valuesOf(programme, airing.values)),
    airing.preflight?.findings ?? [],
  )
  sheet.putAiring({ ...next, sessionsUsed: attempt, openings: airing.openings + 1 })
  sheet.act({
    type: 'open',
    class: 'costly',
    key: `open:${id}#${attempt}`,
    account: airing.account,
    airing: id,
    because:
      airing.onAirAt === undefined ? 'its time to open has come' : 'the last session was lost',
    script,
    marker,
  })
}
