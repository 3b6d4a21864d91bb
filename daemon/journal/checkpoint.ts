/**
 * The state as it stood at one turn, kept aside: from there the turns can be folded again, and what lies before it can
 * go. One is made at each start, and now and then while the daemon runs.
 */
import type { Instant } from '../core/time.js'
import { lastOf } from './chain.js'
import type { Db } from './database.js'
import { pruneNews } from './news.js'

export interface Checkpoint {
  readonly id: number
  readonly epoch: number
  readonly at: number
  /** The last turn it contains. */
  readonly turn: number
  readonly turn_hash: string
  /** Of the code that wrote what follows. */
  readonly version: string
}

export function makeCheckpoint(db: Db, epoch: number, at: Instant, version: string): void {
  const last = lastOf(db, 'turn')
  const values = { epoch, at, turn: last.seq, turn_hash: last.hash, version }
  db.transaction(() => {
    // Started again and again without a single turn, one is enough.
    for (const { id, turn } of checkpoints(db).slice(-1)) if (turn === last.seq) drop(db, id)
    const { lastInsertRowid } = db
      .prepare(
        `insert into checkpoint (epoch, at, turn, turn_hash, version)
         values (@epoch, @at, @turn, @turn_hash, @version)`,
      )
      .run(values)
    db.prepare('insert into base select ?, kind, id, json from snapshot').run(lastInsertRowid)
  })()
}

export const checkpoints = (db: Db): readonly Checkpoint[] =>
  db.prepare<[], Checkpoint>('select * from checkpoint order by id').all()

/** Turns in one step: a few milliseconds, so that no heartbeat waits for it. */
const PRUNE_MAX = 500

/**
 * One small step: turns that a checkpoint made before `before` contains are taken away, and the checkpoints before that
 * one. Answers whether there is more to do. The last turn stays: the next one is chained to it.
 */
export function prune(db: Db, before: Instant): boolean {
  if (pruneNews(db, before, PRUNE_MAX) > 0) return true
  const all = checkpoints(db)
  const keepFrom = all.findLastIndex(({ at }) => at <= before)
  const [oldest] = all
  const base = all[keepFrom]
  if (!base || !oldest) return false
  // The checkpoints go first: one whose turns are half gone would lead to another state.
  if (keepFrom > 0) {
    drop(db, oldest.id)
    return true
  }
  const upTo = Math.min(base.turn, lastOf(db, 'turn').seq - 1)
  const { changes } = db
    .prepare(
      'delete from turn where seq in (select seq from turn where seq <= ? order by seq limit ?)',
    )
    .run(upTo, PRUNE_MAX)
  return changes > 0
}

const drop = (db: Db, id: number) =>
  db.transaction(() => {
    db.prepare('delete from base where checkpoint = ?').run(id)
    db.prepare('delete from checkpoint where id = ?').run(id)
  })()
