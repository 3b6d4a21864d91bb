/**
 * What the journal refused parks one airing: it ends one daemon and no second, is told once, and sends nothing to air
 * from then on, until an operator stops it and starts it again. That it is kept alive, and closed at its end, and that
 * the others go on, is asked by those who ask it of every show. S9, L11.
 */
import type { Instant } from '../../daemon/core/time.js'
import { clearTime, clockOf, type Night } from './night.js'

/** A daemon that ended because of an airing. */
export interface Broke {
  readonly airing: string
  readonly at: Instant
}

export function judgeParked(night: Night): void {
  const airings = new Set(night.broke.map(({ airing }) => airing))
  for (const airing of airings) {
    const times = night.broke.filter((one) => one.airing === airing)
    const [first] = times
    if (!first) continue
    if (times.length > 1)
      night.breach('S9', `${airing} brought the daemon down ${times.length} times`)
    told(night, first)
    sendsNothing(night, first)
  }
}

const TOLD_WITHIN = 30_000

function told(night: Night, { airing, at }: Broke): void {
  const alerts = night.tells.filter(
    (one) => one.airing === airing && /^parked on its looping script/.test(one.says),
  )
  if (alerts.length > 1)
    night.breach('L11', `${airing} was told ${alerts.length} times to be parked`)
  const by = at + TOLD_WITHIN
  if (alerts.length === 0 && clearTime(night, at, by) >= TOLD_WITHIN - 5_000)
    night.breach(
      'L11',
      `${airing} was refused at ${clockOf(at)}, and nobody was told that it is parked`,
    )
}

function sendsNothing(night: Night, { airing, at: brokeAt }: Broke): void {
  for (const { action, at } of night.store?.intents().values() ?? [])
    if (action.class === 'airing' && action.airing === airing && at > brokeAt)
      night.breach('S9', `${action.takeover} was sent at ${clockOf(at)}, and ${airing} was parked`)
}

/** From then on its cues are not called. */
export const isParked = ({ broke }: Pick<Night, 'broke'>, id: string, until: number): boolean =>
  broke.some(({ airing, at }) => airing.split('~~', 1)[0] === id && at < until)
