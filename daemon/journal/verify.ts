/** Is this journal what was written? Reads only; the daemon may run meanwhile. */
import { type Walked, walkChain } from './chain.js'
import { checkpoints } from './checkpoint.js'
import { type Db, openForReading } from './database.js'
import { type Folded, foldAll } from './fold.js'
import { keptFindings } from './kept.js'

export interface Verified {
  /** Of the file itself, in SQLite's words; empty: sound. */
  readonly damage: readonly string[]
  readonly asRun: Walked
  readonly turns: Walked
  readonly audit: Walked
  readonly folded: readonly Folded[]
}

/** undefined: there is no journal. `version`: of the code that folds. */
export function verifyJournal(folder: string, version: string): Verified | undefined {
  const db = openForReading(folder)
  if (!db) return undefined
  try {
    // One moment of it, whatever is written meanwhile.
    return db.transaction(() => verified(db, version))()
  } finally {
    db.close()
  }
}

function verified(db: Db, version: string): Verified {
  const found = db.pragma('integrity_check(20)')
  const said = Array.isArray(found) ? found.map((row) => String(Object.values(row)[0])) : []
  const first = db.prepare<[], { seq: number | null }>('select min(seq) as seq from turn').get()
  // A journal that an older onair wrote last has neither of these tables.
  const kept = hasTable(db, 'kept') ? keptFindings(db) : []
  const turns = walkChain(db, 'turn', beforeFirst(db, first?.seq ?? 1))
  return {
    damage: said.filter((line) => line !== 'ok'),
    asRun: walkChain(db, 'as_run'),
    turns: { ...turns, findings: [...turns.findings, ...kept] },
    audit: hasTable(db, 'audit') ? walkChain(db, 'audit') : { rows: 0, findings: [] },
    folded: foldAll(db, version),
  }
}

/** Turns may have been pruned up to a checkpoint: it knows the hash the first one that is left is chained to. */
function beforeFirst(db: Db, first: number) {
  if (first <= 1) return undefined
  const base = checkpoints(db).find(({ turn }) => turn === first - 1)
  return base ? { seq: base.turn, hash: base.turn_hash } : undefined
}

const hasTable = (db: Db, name: string) =>
  db.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !==
  undefined
