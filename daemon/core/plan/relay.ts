/**
 * Make before break: no platform keeps a session for ever. Before the last one is too old another is opened beside it,
 * and goes live as soon as the old one has left the air, at the first quiet moment between two segments. Without a slot
 * for two at once the old one is closed first. Both are airings of their own, and count their cues alike.
 */
import type { Programme } from '../compile/programme.js'
import { RELAY_LAST, RELAY_QUIET, RELAY_WINDOW } from '../limits.js'
import { after, before, type Instant, millis, NEVER } from '../time.js'
import type { Account } from './account.js'
import {
  type Airing,
  type AiringFacts,
  isManned,
  type Manned,
  planned,
  windowOf,
} from './airing.js'
import type { AiringId } from './calendar.js'
import { turnsDue } from './cues.js'

export type RelayStep = 'none' | 'prepare' | 'hand-over'

export interface RelayScene {
  readonly programme: Programme
  readonly account: Account
  readonly successor: Airing | undefined
  readonly now: Instant
}

export function relayStep(airing: Manned, scene: RelayScene): RelayStep {
  const { session } = airing
  const { account, successor, now } = scene
  if (session.situation !== 'live' || airing.handingOver || airing.stop || airing.parked)
    return 'none'
  const oldAt = after(session.openedAt, account.sessionMaxAge)
  if ((airing.endsAt ?? NEVER) <= oldAt || now < before(oldAt, RELAY_WINDOW)) return 'none'
  if (now >= before(oldAt, RELAY_LAST)) return 'hand-over'
  if (!successor) return hasRoom(account) ? 'prepare' : 'none'
  const isReady = isManned(successor) && successor.session.situation === 'ready'
  if (!isReady) return 'none'
  return account.waiting.length > 0 || isQuiet(airing, oldAt, scene) ? 'hand-over' : 'none'
}

/** Nobody else wants the slot it would take. */
const hasRoom = ({ holding, waiting, slots }: Account) =>
  holding.length < slots && waiting.length === 0

function isQuiet(airing: Manned, oldAt: Instant, { programme, now }: RelayScene): boolean {
  if (airing.takeovers.length > 0) return false
  const window = windowOf(airing)
  const soon = turnsDue(programme.cues, window, airing.calledUntil, after(now, RELAY_QUIET), 1)
  if (soon.length > 0) return false
  // A show of one segment has no boundary: then any quiet moment of the second half will do.
  if (now >= before(oldAt, millis(RELAY_WINDOW / 2))) return true
  const [next] = turnsDue(programme.cues, window, airing.calledUntil, after(now, RELAY_WINDOW), 1)
  return next === undefined || next.cue.segment !== airing.lastSegment
}

/** Stands between an airing's id and the number of the session that goes on in its place. */
const RELAYED = '~'

/** It goes on where another session left off. */
export const isRelayed = (id: AiringId): boolean => id.includes(RELAYED)

/** The same occurrence, under the show's version of now, waiting for its predecessor to leave the air. */
export function successorOf(airing: AiringFacts, version: string, now: Instant): Airing {
  const { show, account, timezone, startsAt, endsAt, late, values } = airing
  const [root = airing.id, number = '1'] = airing.id.split(RELAYED)
  const id = `${root}${RELAYED}${Number(number) + 1}` as AiringId
  const facts = { id, show, account, timezone, version, startsAt, endsAt, late, values }
  const { preflight } = airing
  return { ...planned({ ...facts, opensAt: now }), preflight, succeeds: airing.id, alerted: true }
}

/** What still waits goes along; from here on the cues are called there. */
export const handOver = (
  airing: Manned,
  successor: Airing,
): { readonly airing: Manned; readonly successor: Airing } => {
  const { calledUntil, spoken, takeovers, lastSegment } = airing
  const waiting = takeovers.filter(({ situation }) => situation === 'waiting')
  return {
    airing: {
      ...airing,
      handingOver: true,
      takeovers: takeovers.filter(({ situation }) => situation !== 'waiting'),
    },
    successor: {
      ...successor,
      calledUntil,
      nextTurnAt: undefined,
      spoken,
      lastSegment,
      takeovers: waiting,
    },
  }
}
