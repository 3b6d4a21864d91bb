/**
 * What somebody must be told is committed with the turn that says so, and marked once it was told. A crash between the
 * two would lose it; so whatever is not marked is told again at the next start.
 */
import type { Tell } from '../core/plan/actions.js'
import type { Instant } from '../core/time.js'
import type { Db } from './database.js'

export interface Untold {
  readonly at: Instant
  readonly airing: string | undefined
  readonly says: string
}

export interface Alerts {
  /** Within the commit of its turn. */
  readonly keep: (tell: Tell, at: Instant) => void
  /** Whatever was committed before has been shown by now. */
  readonly told: (at: Instant) => void
}

export function openAlerts(db: Db): Alerts {
  const insert = db.prepare('insert into alert (at, airing, says) values (?, ?, ?)')
  const mark = db.prepare('update alert set told_at = ? where told_at is null')
  // Also those of the last daemon: they were told again before this one commits anything.
  let waiting = untold(db).length > 0
  return {
    keep({ airing, says }, at) {
      insert.run(at, airing ?? null, says)
      waiting = true
    },
    told(at) {
      if (!waiting) return
      mark.run(at)
      // A commit may come to nothing, and this with it: then it is marked with the next.
      if (!db.inTransaction) waiting = false
    },
  }
}

export const untold = (db: Db): readonly Untold[] =>
  db
    .prepare<[], { at: Instant; airing: string | null; says: string }>(
      'select at, airing, says from alert where told_at is null order by id',
    )
    .all()
    .map(({ at, airing, says }) => ({ at, airing: airing ?? undefined, says }))
