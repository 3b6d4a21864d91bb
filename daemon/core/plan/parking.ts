/**
 * What broke an assumption of one airing must not touch the others: it does nothing new from then on, but is kept alive
 * on its looping script.
 */
import { sayOf } from '../assert.js'
import { BEAT_EVERY, LOOK_AGAIN_PARKED, REQUESTS_REMEMBERED } from '../limits.js'
import { after } from '../time.js'
import { release } from './account.js'
import { type Airing, end, isManned } from './airing.js'
import { tell } from './announce.js'
import type { AiringId } from './calendar.js'
import type { Event } from './events.js'
import { beatDueAt } from './heartbeat.js'
import { showRow } from './rows.js'
import { isOpen } from './session.js'
import type { Sheet } from './sheet.js'
import { unwanted } from './sweep.js'

/** Of what is not about this airing alone: the others go on. True: nothing broke. */
export function orPark(sheet: Sheet, id: AiringId, pursue: () => void): boolean {
  try {
    pursue()
    return true
  } catch (error) {
    park(sheet, id, sayOf(error))
    return false
  }
}

export function park(sheet: Sheet, id: AiringId, says: string): void {
  const airing = sheet.airing(id)
  if (!airing) return
  if (airing.parked === undefined)
    sheet.act(tell(id, 'alert', `parked on its looping script, no more takeovers: ${says}`))
  const lookFrom = after(sheet.now, LOOK_AGAIN_PARKED)
  sheet.putAiring(keepAlive(sheet, { ...airing, parked: says, lookFrom }))
}

/** It wanted what cannot be. A second time, although it was parked: then it is given up, and its session closed. */
export function broke(sheet: Sheet, airing: Airing, { says, id }: Broke): void {
  // A daemon that died before it could forget it does not make it a second time.
  if (id !== undefined && airing.requests.includes(id)) return
  if (airing.parked === undefined) {
    const requests = id === undefined ? airing.requests : [...airing.requests, id]
    sheet.putAiring({ ...airing, requests: requests.slice(-REQUESTS_REMEMBERED) })
    park(sheet, airing.id, says)
    return
  }
  const how = airing.onAirAt === undefined ? 'missed' : 'lost'
  const programme = sheet.programme(airing.version)
  sheet.putAiring(end(airing, how, says, sheet.now))
  sheet.act({ type: 'record', row: showRow(airing, programme, how, says, sheet.now) })
  sheet.act(tell(airing.id, 'alert', `${how}: ${says}`))
  const desk = release(sheet.account(airing.account), airing.id)
  if (isManned(airing) && isOpen(airing.session)) {
    sheet.putSession(airing.session.id, undefined)
    sheet.putAccount(unwanted(desk, airing.session.id, sheet.now))
  } else sheet.putAccount(desk)
}

type Broke = Extract<Event, { type: 'broke' }>

function keepAlive(sheet: Sheet, airing: Airing): Airing {
  if (!isManned(airing) || !isOpen(airing.session)) return airing
  const { session, account: desk, id } = airing
  if (session.situation === 'closing' || sheet.now < beatDueAt(session.heartbeat)) return airing
  sheet.act({ type: 'beat', account: desk, airing: id, session: session.id })
  const heartbeat = {
    ...session.heartbeat,
    askedAt: undefined,
    nextAt: after(sheet.now, BEAT_EVERY),
  }
  return { ...airing, session: { ...session, heartbeat } }
}
