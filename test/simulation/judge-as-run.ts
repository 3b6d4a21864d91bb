/** The as-run log against what happened: it claims nothing that was not, and denies nothing that was. S6. */
import {
  LOOK_AT_QUEUE,
  SEEN_SHORTLY,
  SPEECH_SLACK,
  SPEECH_VARIES,
} from '../../daemon/core/limits.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import { between, NEVER } from '../../daemon/core/time.js'
import { ours } from './judge-safety.js'
import { foreseen, isOnePiece, itemOf } from './named.js'
import { clearTime, isStormy, type Night, sessionsOf } from './night.js'
import { type ItemTruth, rootOf } from './truth.js'

export function judgeAsRun(night: Night): void {
  noPhantoms(night)
  nothingDenied(night)
}

function noPhantoms(night: Night): void {
  const { truth, rows } = night
  for (const row of rows) {
    const item = row.trace === undefined ? undefined : truth.items.get(row.trace)
    const session = row.session === undefined ? undefined : truth.sessions.get(row.session)
    if (row.type === 'takeover' && (row.status === 'aired' || row.status === 'aired_partial')) {
      const isVoice = row.instance.includes('/microphone/')
      if (isVoice ? (session?.voices ?? 0) === 0 : !item || item.spoken === 0)
        night.breach('S6', `${row.instance} is said ${row.status} and never was`)
      if (item && !isVoice && itemOf(item.key.replace(/\/\d+$/, '')) !== row.instance)
        night.breach('S6', `${row.instance} is said ${row.status}, and that was ${item.takeover}`)
    }
    if (
      row.type === 'takeover' &&
      row.status === 'aired' &&
      item &&
      brokeOffEarly(night, row, item)
    )
      night.breach('S6', `${row.instance} is said aired, and broke off`)
    if (row.type === 'session' && row.status.startsWith('aired') && session?.liveAt === undefined)
      night.breach('S6', `${row.instance} is said live and never was`)
    if (row.type === 'session' && session && session.endedAt === undefined)
      night.breach('S6', `${row.instance} is said over and is not`)
    const live = sessionsOf(night, rootOf(row.airing)).some(({ liveAt }) => liveAt !== undefined)
    if (row.type === 'show' && row.status.startsWith('aired') && !live)
      night.breach('S6', `${row.airing} is said ${row.status} and never was live`)
  }
}

/** In less time than the fastest voice needs since it was sent, as the row itself says, where no callback told its end. */
function brokeOffEarly(night: Night, row: AsRunRow, { takeover, words, over }: ItemTruth): boolean {
  const { sentAt, endedAt, evidence } = row
  if (over?.how !== 'failed' || evidence !== 'queue-list' || !isOnePiece(night, takeover))
    return false
  const again = ours(night).some(
    (one) => itemOf(one.takeover) === itemOf(takeover) && one.over?.how === 'finished',
  )
  const took = sentAt === undefined || endedAt === undefined ? Infinity : endedAt - sentAt
  return !again && took > 0 && took + SPEECH_SLACK < foreseen(words) / SPEECH_VARIES
}

/** S6. What was heard to its end is not said to be left out, in every row it has. */
function nothingDenied(night: Night): void {
  if (night.restored.length > 0) return
  const rows = new Map<string, string[]>()
  const missed = new Set<string>()
  for (const row of night.rows.filter(({ type }) => type === 'takeover')) {
    const { instance, status, reason } = row
    if (status === 'missed') missed.add(rootOf(instance))
    rows.set(instance, [...(rows.get(instance) ?? []), `${status} ${reason}`])
  }
  for (const item of ours(night)) {
    const { takeover, over, spoken, session } = item
    if (spoken === 0 || over?.how !== 'finished' || takeover === '') continue
    // Whichever session called it, and whichever did not.
    if (missed.has(itemOf(takeover)))
      night.breach('S6', `${takeover} was heard, and is said to be missed`)
    if (slandered(night, item)) continue
    const mine = rows.get(itemOf(takeover)) ?? []
    // What ended in the last seconds of its session nobody could see end.
    const isClear = () =>
      between(over.at, session.endedAt ?? NEVER) > SEEN_SHORTLY + LOOK_AT_QUEUE &&
      !isSentLater(night, item)
    const denies = (row: string) => DENIES.test(row) || (row === CUT_AT_THE_END && isClear())
    if (mine.length > 0 && mine.every(denies))
      night.breach('S6', `${takeover} was heard to its end, and is ${mine.join(', ')}`)
  }
}

/** The row is of the last sending: that one may have been cut. */
const isSentLater = (night: Night, { takeover, receivedAt }: ItemTruth) =>
  ours(night).some(
    (one) => itemOf(one.takeover) === itemOf(takeover) && one.receivedAt > receivedAt,
  )

/** Somebody lied about it, and no list that could have cleared it was to be had: docs/reliability.md says so. */
const slandered = (night: Night, { trace, receivedAt, speakingAt = receivedAt, over }: ItemTruth) =>
  night.forged.has(trace) &&
  (isStormy(night) || clearTime(night, speakingAt, over?.at ?? 0) < 2 * LOOK_AT_QUEUE)

const CUT_AT_THE_END = 'aired_partial HARD_OUT'
const DENIES = /^(missed|skipped|dropped|cancelled|failed) /
