/** L5. What must air has aired, if there was a channel and the time for it. */
import { MISSED_ROWS_MAX } from '../../daemon/core/limits.js'
import { turnsDue } from '../../daemon/core/plan/cues.js'
import { OVERTAKEN } from '../../daemon/core/plan/verdicts.js'
import { after, before, type Instant, millis } from '../../daemon/core/time.js'
import { isParked } from './judge-parked.js'
import { itemOf } from './named.js'
import { clearTime, clockOf, endOf, isMistimed, isStorm, type Night, sessionsOf } from './night.js'
import { isOff, offOf } from './off.js'
import { type AiringPlan, programmeOf } from './scenario.js'
import { rootOf } from './truth.js'

/** Four sendings and their doubts, one behind the other, behind whatever speaks. */
const ENOUGH_S = 180
/** All eight: where so many requests fail, four in a row do in one night of thousands. */
const ENOUGH_IN_STORMS_S = 400

export function mustAir(night: Night): void {
  const heard = heardFirst(night)
  for (const airing of night.airings) {
    const over = endOnAir(night, airing)
    if (over === undefined) continue
    const enough = isStorm(night, airing.plan.account) ? ENOUGH_IN_STORMS_S : ENOUGH_S
    for (const due of [...called(airing, over), ...following(airing, over, heard)]) {
      const { item, from } = due
      if (heard.has(item) || wasOvertaken(night, item)) continue
      if (isMistimed(night, { opensAt: from, endsAt: due.until })) continue
      if (isOff(night, airing.id, due.from - 1_000, due.from + 1_000)) continue
      const had = Math.round(
        timeOnAir(night, airing.id, untilStopped(night, airing.id, due)) / 1_000,
      )
      if (had >= enough)
        night.breach('L5', `${item} must air, and had ${had} s from ${clockOf(from)}`)
    }
  }
}

/** Of every item, when it first began to speak. */
type Heard = ReadonlyMap<string, Instant>
function heardFirst({ truth }: Night): Heard {
  const heard = new Map<string, Instant>()
  for (const { takeover, spoken, speakingAt } of truth.items.values()) {
    const item = itemOf(rootOf(takeover))
    if (spoken > 0 && speakingAt !== undefined)
      heard.set(item, Math.min(speakingAt, heard.get(item) ?? Infinity) as Instant)
  }
  return heard
}

/** Undefined: it never was on air, or somebody changed it. */
function endOnAir(night: Night, airing: AiringPlan): Instant | undefined {
  const row = night.rows.findLast(
    ({ type, airing: of }) => type === 'show' && rootOf(of) === airing.id,
  )
  if (row?.startedAt === undefined) return undefined
  const isChanged = night.scenario.happenings.some(
    (one) =>
      (one.do === 'edit' || (one.do === 'command' && TAKES_AWAY.has(one.what))) &&
      one.show === airing.plan.show,
  )
  // The log's end is by the clock of then.
  if (isChanged || isMistimed(night, { opensAt: airing.endsAt, endsAt: airing.endsAt }))
    return undefined
  if (isParked(night, airing.id, airing.endsAt)) return undefined
  return Math.min(endOf(night, airing), row.endedAt ?? Infinity) as Instant
}

const TAKES_AWAY: ReadonlySet<string> = new Set(['cancel', 'skip', 'hold'])

interface Due {
  readonly item: string
  readonly from: Instant
  readonly until: Instant
}

/** A turn has the time up to the next one: time is not made up for. */
function called({ id, plan, startsAt, endsAt }: AiringPlan, over: Instant): readonly Due[] {
  const window = { startsAt, endsAt, timezone: plan.zone }
  const turns = turnsDue(
    programmeOf(plan).cues.filter(({ doubt }) => doubt === 'must'),
    window,
    before(startsAt, millis(1)),
    over,
    MISSED_ROWS_MAX,
  )
  return turns.map(({ cue, turn, at }) => {
    const next = turns.find((later) => later.cue === cue && later.turn > turn)?.at ?? over
    const expires = cue.expires === undefined ? over : after(at, cue.expires)
    const until = Math.min(next, expires, over) as Instant
    return { item: `${id}/${cue.cue}/${turn}`, from: at, until }
  })
}

/** Behind what was heard. */
function following({ id, plan }: AiringPlan, over: Instant, heard: Heard): readonly Due[] {
  const behind = plan.cues.flatMap(({ name, when, doubt, expires }) =>
    doubt === 'must' && when.kind === 'after' ? [{ name, leader: when.after, expires }] : [],
  )
  return [...heard].flatMap(([item, from]) =>
    behind.flatMap(({ name, leader, expires }): readonly Due[] => {
      const ahead = `${id}/${leader}/`
      if (!item.startsWith(ahead)) return []
      const until = expires === undefined ? over : (Math.min(over, after(from, expires)) as Instant)
      return [{ item: `${id}/${name}/${item.slice(ahead.length)}`, from, until }]
    }),
  )
}

/** Its next turn came first. */
const wasOvertaken = (night: Night, item: string): boolean =>
  night.rows.some(
    ({ type, instance, says }) =>
      type === 'takeover' && itemOf(rootOf(instance)) === item && says === OVERTAKEN.says,
  )

/** What was called before an operator stopped it has its verdict then, and is not called again. */
const untilStopped = (night: Night, airing: string, { from, until, item }: Due): Due => ({
  ...{ item, from },
  until: Math.min(
    until,
    ...offOf(night, airing).flatMap((off) => (off.from > from ? [off.from] : [])),
  ) as Instant,
})

/** How long there was a channel, and nothing in its way. */
const timeOnAir = (night: Night, airing: string, { from, until }: Due): number =>
  sessionsOf(night, airing).reduce((time, { liveAt = until, endedAt = until }) => {
    const [since, till] = [Math.max(from, liveAt), Math.min(until, endedAt)]
    return time + (till > since ? clearTime(night, since, till) : 0)
  }, 0)
