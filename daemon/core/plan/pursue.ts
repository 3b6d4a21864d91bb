/** What a turn touched pursues what it now wants: an airing its session, its takeovers, and the one that follows it. */
import type { Programme } from '../compile/programme.js'
import { RELAY_AGAIN, RELAY_WINDOW } from '../limits.js'
import { after, type Instant, latest } from '../time.js'
import { ask, needRunning, openingOver, release } from './account.js'
import type { Action } from './actions.js'
import { clearAir, pursueAir } from './air.js'
import {
  type Airing,
  end,
  hasEnded,
  isManned,
  type Manned,
  mustEnd,
  tooLate,
  withSession,
} from './airing.js'
import { missed, tell } from './announce.js'
import type { AiringId } from './calendar.js'
import { pursueChannel } from './channel.js'
import { callBehind, missRest } from './cueing.js'
import { pursueAccount } from './granting.js'
import { lookAhead } from './preflight.js'
import type { Need, Scene } from './pursuit.js'
import { handOver, isLeaving, relayStep, standsBeside, successorOf } from './relay.js'
import { goneAlong } from './resolved.js'
import { showRow, takeoverRow } from './rows.js'
import { isOpen, wanted } from './session.js'
import type { Sheet } from './sheet.js'
import { rememberSession } from './sweep.js'
import { hasEnded as hasEndedTakeover } from './takeover.js'

export function pursueAll(sheet: Sheet, ids: readonly AiringId[]): void {
  for (const id of ids) {
    pursueAiring(sheet, id)
    const airing = sheet.airing(id)
    if (airing) pursueAccount(sheet, airing.account)
  }
}

/** What the airing wants now, done or asked for. */
export function pursueAiring(sheet: Sheet, id: AiringId): void {
  const airing = sheet.airing(id)
  if (!airing || hasEnded(airing)) return
  const ahead = lookAhead(airing, sheet.now)
  if (ahead.airing !== airing) sheet.putAiring(ahead.airing)
  sheet.act(...ahead.actions)
  pursueNow(sheet, ahead.airing)
}

function pursueNow(sheet: Sheet, airing: Airing): void {
  if (airing.situation === 'planned') pursuePlanned(sheet, airing)
  else if (isManned(airing)) pursueManned(sheet, airing)
}

function pursuePlanned(sheet: Sheet, airing: Airing): void {
  const { now } = sheet
  const late = airing.succeeds ? undefined : tooLate(airing, now)
  if (airing.stop) never(sheet, airing, 'closed', 'stopped by the operator before it was opened')
  else if (now >= airing.opensAt && late) never(sheet, airing, 'missed', late)
  else if (now >= airing.opensAt) {
    const { spoken } = sheet.show(airing.show) ?? airing
    const { forgottenUntil } = sheet.account(airing.account)
    pursueManned(sheet, withSession({ ...airing, spoken, forgottenUntil }, wanted(now), now))
  }
}

function never(sheet: Sheet, airing: Airing, how: 'closed' | 'missed', because: string): void {
  const programme = sheet.programme(airing.version)
  sheet.putAiring(end(airing, how, because, sheet.now))
  sheet.act({ type: 'record', row: showRow(airing, programme, how, because, sheet.now) })
  if (how === 'missed') sheet.act(...missedRows(airing, programme, airing.endsAt ?? sheet.now))
  sheet.act(tell(airing.id, how === 'missed' ? 'alert' : 'info', `${how}: ${because}`))
}

/** One for each turn of a show that was never opened. */
const missedRows = (airing: Airing, programme: Programme, until: Instant): readonly Action[] =>
  callBehind(missRest(airing, programme, until), programme, until)
    .takeovers.filter(hasEndedTakeover)
    .map((takeover) => ({
      type: 'record',
      row: takeoverRow(airing, programme, takeover, undefined),
    }))

function pursueManned(sheet: Sheet, airing: Manned): void {
  const { now } = sheet
  const programme = sheet.programme(airing.version)
  const cleared = takenOver(sheet, clearIfOver(sheet, airing))
  const account = sheet.account(airing.account)
  const successor = airing.successor && sheet.airing(airing.successor)
  const leaving = isLeaving(cleared, { account, successor, now })
  const isBeside = standsBeside(cleared, cleared.succeeds && sheet.airing(cleared.succeeds))
  const scene = { programme, account, now, roll: sheet.roll, leaving, isBeside }
  const channel = pursueChannel(cleared, scene)
  if (hasEnded(channel.airing)) sheet.act(...lastRows(cleared, channel.airing, scene))
  sheet.act(...channel.actions)
  const next = calledOut(cleared, channel.airing, scene)
  const onAir = isManned(next) && next.session.situation === 'live' ? next.session : undefined
  const air = onAir && isManned(next) ? pursueAir(next, onAir.id, scene) : undefined
  sheet.act(...(air?.actions ?? []))
  const pursued = air?.airing ?? next
  sheet.putAiring(pursued)
  remember(sheet, airing, pursued)
  if (isManned(pursued) && isOpen(pursued.session)) sheet.putSession(pursued.session.id, pursued.id)
  meetNeeds(sheet, pursued, channel.needs)
  pursueRelay(sheet, pursued)
}

/** Another session goes on in its place, in time; what happens to the one concerns the other. */
function pursueRelay(sheet: Sheet, airing: Airing): void {
  const successor = airing.successor && sheet.airing(airing.successor)
  if (hasEnded(airing)) {
    if (successor) letGo(sheet, airing, successor)
    return
  }
  if (!isManned(airing)) return
  if (successor && hasEnded(successor)) {
    const relayFrom = after(sheet.now, RELAY_AGAIN)
    sheet.putAiring({ ...airing, successor: undefined, relayFrom })
    return
  }
  if (airing.stop && successor && !successor.stop) {
    sheet.putAiring({ ...successor, stop: airing.stop })
    pursueAiring(sheet, successor.id)
    return
  }
  const programme = sheet.programme(airing.version)
  const account = sheet.account(airing.account)
  const step = relayStep(airing, { programme, account, successor, now: sheet.now })
  if (step === 'none') return
  const next = successor ?? prepare(sheet, airing)
  if (step === 'hand-over') {
    const handed = handOver({ ...airing, successor: next.id }, next)
    sheet.act(...goneAlong(airing, handed.airing))
    sheet.putAiring(handed.successor)
    sheet.putAiring(handed.airing)
    pursueAiring(sheet, airing.id)
  }
  pursueAll(sheet, [next.id])
}

function prepare(sheet: Sheet, airing: Manned): Airing {
  const show = sheet.show(airing.show)
  const next = successorOf(airing, show?.version ?? airing.version, sheet.now)
  sheet.putAiring(next)
  sheet.putAiring({ ...airing, successor: next.id, relays: next.relays })
  if (show) sheet.putShow({ ...show, airings: [...show.airings, next.id] })
  sheet.act(tell(airing.id, 'info', `its session grows old: ${next.id} is opened beside it`))
  return next
}

/** The air is free; what was stopped stays stopped. */
function letGo(sheet: Sheet, { stop }: Airing, successor: Airing): void {
  if (successor.succeeds === undefined) return
  sheet.putAiring({ ...successor, succeeds: undefined, stop: successor.stop ?? stop })
  pursueAll(sheet, [successor.id])
}

/** What variants were used outlives the airing. */
function remember(sheet: Sheet, before: Airing, now: Airing): void {
  const show = before.spoken === now.spoken ? undefined : sheet.show(now.show)
  if (show) sheet.putShow({ ...show, spoken: now.spoken })
}

/** Of an airing that is over: what was on its way, and what will not be called any more. */
function lastRows(airing: Manned, now: Airing, scene: Scene): readonly Action[] {
  const until = outUntil(airing, now, scene)
  const rest = until === undefined ? airing : missRest(airing, scene.programme, until)
  const alert = now.situation === 'lost' ? missed(rest) : []
  return [...clearAir(rest, undefined, 'end', scene).actions, ...alert]
}

/** What fell due up to then has its row. Undefined: another session calls it, or nothing of it was to air. */
function outUntil(airing: Manned, { situation }: Airing, { now, isBeside }: Scene) {
  if (airing.handingOver || isBeside || (airing.stop && airing.onAirAt === undefined))
    return undefined
  return situation === 'lost' || situation === 'missed' ? (airing.endsAt ?? now) : now
}

function calledOut(airing: Manned, now: Airing, scene: Scene): Airing {
  const until = hasEnded(now) ? outUntil(airing, now, scene) : undefined
  return until === undefined ? now : { ...now, calledUntil: latest(now.calledUntil, until) }
}

/** Its session is lost and its successor is asked for already: that one goes on, as soon as it can. */
function takenOver(sheet: Sheet, airing: Manned): Manned {
  const successor = airing.successor && sheet.airing(airing.successor)
  if (airing.session.situation !== 'over' || airing.handingOver || airing.stop) return airing
  if (!successor || !isManned(successor)) return airing
  const handed = handOver(airing, successor)
  sheet.putAiring(handed.successor)
  return handed.airing
}

/** The session is over: its takeovers get their verdict, its slot is free. */
function clearIfOver(sheet: Sheet, airing: Manned): Manned {
  const { session } = airing
  if (session.situation !== 'over') return airing
  const why = mustEnd(airing, sheet.now) ? 'end' : 'session-lost'
  const { now, roll } = sheet
  const programme = sheet.programme(airing.version)
  const scene = { programme, account: sheet.account(airing.account), now, roll }
  const cleared = clearAir(airing, session.id, why, scene)
  sheet.act(...cleared.actions)
  const desk = release(sheet.account(airing.account), airing.id)
  if (session.id) sheet.putSession(session.id, undefined)
  sheet.putAccount(session.id ? rememberSession(desk, session.id, sheet.now) : desk)
  return cleared.airing
}

function meetNeeds(sheet: Sheet, airing: Airing, needs: readonly Need[]): void {
  let desk = sheet.account(airing.account)
  const idle =
    isManned(airing) && airing.session.situation === 'wanted' && desk.holding.includes(airing.id)
  if (hasEnded(airing) || idle) desk = release(desk, airing.id)
  if (isManned(airing) && isOpen(airing.session)) desk = openingOver(desk, airing.id)
  if (needs.includes('slot')) desk = ask(desk, { airing: airing.id, startsAt: neededAt(airing) })
  if (needs.includes('running-list')) desk = needRunning(desk, sheet.now)
  sheet.putAccount(desk)
}

/** Whoever goes on in another's place can wait: that one is on air. */
const neededAt = ({ succeeds, startsAt, opensAt }: Airing) =>
  succeeds ? after(opensAt, RELAY_WINDOW) : startsAt
