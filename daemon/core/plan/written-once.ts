/**
 * An item of several pieces has one row in the as-run log each time it was taken up. A piece that went out hands what
 * it did to the one behind it; the last of them, and whichever was cut, is written down with all that came before.
 */
import { isBehind } from './going-on.js'
import {
  type AiredSoFar,
  type Ended,
  hasEnded,
  type Piece,
  type Takeover,
  type TakeoverFacts,
} from './takeover.js'
import { MISTAKABLE, TURNED_UP } from './verdicts.js'

type Over = TakeoverFacts & Ended

export interface Written {
  /** What is left when all that is over is out. */
  readonly takeovers: readonly Takeover[]
  /** What gets a row, with the times of all its pieces. */
  readonly rows: readonly Over[]
}

/** Takes what is over out of the list. */
export function writeDown(takeovers: readonly Takeover[]): Written {
  const rows: Over[] = []
  let left = [...takeovers]
  for (const { id, gen } of takeovers.filter(hasEnded)) {
    const takeover = left.find((one) => one.id === id && one.gen === gen)
    if (!takeover || !hasEnded(takeover)) continue
    left = left.filter((one) => one !== takeover)
    const { piece } = takeover
    const next = piece && left.find((one) => one.piece && isBehind(one.piece, piece))
    if (piece && next?.piece && goesOnBehind(takeover)) {
      const handed = { ...next, piece: { ...next.piece, aired: soFar(takeover, piece) } }
      left = left.map((one) => (one === next ? handed : one))
      continue
    }
    const ahead = piece && left.find((one) => one.piece && isBehind(piece, one.piece))
    if (ahead?.piece && takeover.startedAt === undefined) {
      const { reason, says } = takeover
      const last = { ...ahead, piece: { ...ahead.piece, cutShort: { reason, says } } }
      left = left.map((one) => (one === ahead ? last : one))
      continue
    }
    if (!isSilent(takeover)) rows.push(asFarAsKnown(piece ? inOneRow(takeover, piece) : takeover))
  }
  return { takeovers: left, rows }
}

/**
 * Sent before, and wanted again in vain: the first sending may have been heard. Also where its queue was watched
 * all the while: sure enough to send it again, but a request may take effect later than any watch lasts.
 */
function asFarAsKnown(takeover: Over): Over {
  const { sentAgain, status, says } = takeover
  if (takeover.mistakable) return unconfirmed(takeover, MISTAKABLE)
  const denied = !status.startsWith('aired')
  const wasSent = sentAgain === 'may-be-heard-twice' || sentAgain === 'watched'
  if (!wasSent || !denied || says === TURNED_UP.because) return takeover
  return unconfirmed(takeover, 'an earlier sending of it may have been heard')
}

const unconfirmed = (takeover: Over, why: string): Over => ({
  ...takeover,
  status: 'aired_unconfirmed',
  reason: 'IN_DOUBT_AFTER_CRASH',
  says: takeover.says ? `${takeover.says}; ${why}` : why,
})

/** What stands behind one that broke off in mid-speech is at the platform, and may be heard before it is gone. */
const goesOnBehind = (takeover: Over) =>
  takeover.situation === 'spoken' || isUnconfirmed(takeover) || brokeOff(takeover)

const brokeOff = ({ situation, startedAt, status, mistakable }: Over) =>
  (situation === 'failed' || situation === 'cut') &&
  startedAt !== undefined &&
  status !== 'aired_unconfirmed' &&
  mistakable === undefined

/** Nobody saw that it aired, or how much of it. */
const isUnconfirmed = ({ situation, status, mistakable }: Over) =>
  mistakable === true || situation === 'unknown' || status === 'aired_unconfirmed'

/** The rest of what was cut and is not taken up: the row of the cut says so. */
const isSilent = ({ piece, unwanted, startedAt, situation }: Over) =>
  piece?.continues === true &&
  piece.aired === undefined &&
  unwanted !== undefined &&
  startedAt === undefined &&
  situation === 'cancelled'

const soFar = (takeover: Over, { part, aired }: Piece): AiredSoFar => ({
  from: aired?.from ?? part,
  to: part,
  sentAt: aired ? aired.sentAt : takeover.sentAt,
  plannedAt: aired ? aired.plannedAt : takeover.plannedAt,
  ...provenBy(takeover, aired),
  endedAt: takeover.endedAt,
  text: (aired?.text ?? '') + (takeover.script.say ?? ''),
  unconfirmed: (aired?.unconfirmed ?? false) || isUnconfirmed(takeover),
  broke:
    aired?.broke ??
    (brokeOff(takeover) ? { reason: takeover.reason, says: takeover.says } : undefined),
})

/** What the first piece that was seen to begin left behind: proof where the one before it has none. */
function provenBy(takeover: Over, aired: AiredSoFar | undefined) {
  const seen = aired && (aired.startedAt !== undefined || takeover.startedAt === undefined)
  const { acceptedAt, startedAt, trace } = seen ? aired : takeover
  return { acceptedAt, startedAt, trace }
}

/** Its last piece, with what all of them did. */
function inOneRow(last: Over, piece: Piece): Over {
  const { aired, all, item, part, resumed, repeats = 0 } = piece
  const wentOut = last.startedAt !== undefined || last.situation === 'unknown'
  const whole = wentOut ? soFar(last, piece) : aired
  const first = aired?.from ?? part
  const about = `${pieces(first, whole?.to ?? part)} of ${all.length}`
  const { plannedAt, sentAt, acceptedAt, startedAt, trace, endedAt } = whole ?? last
  return {
    ...last,
    ...verdictOf(last, piece, wentOut),
    id: item,
    gen: last.gen + resumed + repeats,
    script: { ...last.script, say: whole?.text ?? last.script.say },
    ...{ plannedAt, sentAt, acceptedAt, startedAt, trace, endedAt },
    says: all.length === 1 ? last.says : [saysOf(last, piece), about].filter(Boolean).join('; '),
  }
}

const saysOf = ({ says }: Over, { aired, cutShort }: Piece) =>
  aired?.broke ? aired.broke.says : (says ?? cutShort?.says)

const pieces = (from: number, to: number) =>
  from === to ? `piece ${from}` : `pieces ${from} to ${to}`

function verdictOf(
  { status, reason }: Over,
  { aired, part, all, resumed, cutShort }: Piece,
  wentOut: boolean,
): Pick<Over, 'status' | 'reason'> {
  if (aired?.broke) return { status: 'aired_partial', reason: aired.broke.reason }
  // Nobody saw what came before it.
  if (!wentOut && aired?.unconfirmed) return { status: 'aired_unconfirmed', reason }
  if (aired && (!wentOut || status === 'failed')) return { status: 'aired_partial', reason }
  if (status === 'aired' && part < all.length)
    return { status: 'aired_partial', reason: cutShort?.reason ?? 'PREEMPTED' }
  if (status === 'aired' && aired?.unconfirmed) return { status: 'aired_unconfirmed', reason }
  return status === 'aired' && resumed > 0 ? { status, reason: 'RESUMED' } : { status, reason }
}
