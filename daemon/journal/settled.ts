/** Rows of what is settled, taken away when the turns of that time are: answered calls, read callbacks, told alerts. */
import type { Instant } from '../core/time.js'
import type { Db } from './database.js'

/** Rows of a kind in one step: a few milliseconds, so that no heartbeat waits for it. */
const PRUNE_MAX = 500

/** A call that was never answered stays until it is known what became of it. */
const SETTLED = [
  `delete from intent where key in (
     select key from intent where at <= ? and
       (state in ('applied', 'not-applied') or (state = 'ambiguous' and resolved is not null))
     limit ?)`,
  `delete from inbox where id in (
     select id from inbox where id < (select max(id) from inbox) and received_at <= ? and done_at is not null limit ?)`,
  'delete from alert where id in (select id from alert where at <= ? and told_at is not null limit ?)',
] as const

/** One small step; answers whether there is more to do. */
export const pruneSettled = (db: Db, before: Instant): boolean =>
  SETTLED.some((sql) => db.prepare(sql).run(before, PRUNE_MAX).changes > 0)
