/** L5. What must air has aired, if there was a channel and the time for it. */
import { MISSED_ROWS_MAX } from '../../daemon/core/limits.js'
import { turnsDue } from '../../daemon/core/plan/cues.js'
import { after, before, type Instant, millis } from '../../daemon/core/time.js'
import { itemOf } from './named.js'
import { clearTime, clockOf, endOf, isMistimed, isStorm, type Night, sessionsOf } from './night.js'
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
    const enough = isStorm(night, airing.plan.account) ? ENOUGH_IN_STORMS_S : ENOUGH_S
    if (over === undefined) continue
    for (const due of [...called(airing, over), ...following(airing, over, heard)]) {
      const { item, from } = due
      if (heard.has(item) || wasLeftOut(night, item)) continue
      const had = Math.round(timeOnAir(night, airing.id, due) / 1_000)
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

/** Undefined: it was lost, or an operator's. */
function endOnAir(night: Night, airing: AiringPlan): Instant | undefined {
  const row = night.rows.findLast(
    ({ type, airing: of }) => type === 'show' && rootOf(of) === airing.id,
  )
  if (row?.startedAt === undefined || row.reason === 'PROVIDER_SESSION_LOST') return undefined
  const isChanged = night.scenario.happenings.some(
    (one) => (one.do === 'edit' || one.do === 'command') && one.show === airing.plan.show,
  )
  if (isChanged || night.stops.has(airing.id) || isMistimed(night, airing)) return undefined
  return Math.min(endOf(night, airing), row.endedAt ?? Infinity) as Instant
}

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

/** Its rank says that it may be left out when time is short. */
const wasLeftOut = (night: Night, item: string): boolean =>
  night.rows.some(
    ({ type, instance, reason }) =>
      type === 'takeover' && itemOf(rootOf(instance)) === item && reason === 'DROP_FOR_TIME',
  )

/** How long there was a channel, and nothing in its way. */
const timeOnAir = (night: Night, airing: string, { from, until }: Due): number =>
  sessionsOf(night, airing).reduce((time, { liveAt = until, endedAt = until }) => {
    const [since, till] = [Math.max(from, liveAt), Math.min(until, endedAt)]
    return time + (till > since ? clearTime(night, since, till) : 0)
  }, 0)
