/** Durable rows through the journal, beside bare better-sqlite3 with synchronous=FULL at the same grouping. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { instant } from '../../daemon/core/time.js'
import { openJournal, type TakenTurn } from '../../daemon/journal/journal.js'
import { type Figure, ratio, wallMs } from './measure.js'

const ROWS = 4_000

export function journalFigures(): readonly Figure[] {
  return [1, 10].map((group) => {
    const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
    try {
      using journal = openJournal(folder)
      using bare = bareTable(join(folder, 'bare.db'))
      const ours = () => wallMs(() => inGroups(group, (turns) => journal.commit(turns)))
      const theirs = () => wallMs(() => inGroups(group, bare.insert))
      const share = 1 / ratio(ours, theirs, 5)
      return {
        what: `durable log rows, groups of ${group}, share of bare better-sqlite3 (FULL)`,
        saw: `${(share * 100).toFixed(0)} %`,
        aim: '≥ 90 %',
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
}

function inGroups(group: number, commit: (turns: readonly TakenTurn[]) => void): void {
  for (let row = 0; row < ROWS; row += group) commit(Array.from({ length: group }, () => TURN))
}

const TURN: TakenTurn = {
  turn: { event: { type: 'show-due', show: 'bench' as never }, now: instant(0), roll: 0.5 },
  decision: {
    changes: {
      accounts: new Map(),
      shows: new Map(),
      programmes: new Map(),
      airings: new Map(),
      sessions: new Map(),
    },
    actions: [],
  },
  receipt: undefined,
}

function bareTable(file: string) {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table turn (seq integer primary key, at integer, roll real, event text)')
  const insert = db.prepare('insert into turn (at, roll, event) values (?, ?, ?)')
  const all = db.transaction((turns: readonly TakenTurn[]) => {
    for (const { turn } of turns) insert.run(turn.now, turn.roll, JSON.stringify(turn.event))
  })
  return { insert: all, [Symbol.dispose]: () => db.close() }
}
