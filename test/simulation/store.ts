/**
 * The journal on a disk that is modelled: a commit lies in the page cache, a sync puts it on the platter. kill -9 keeps
 * the cache, a power cut loses it. How often the production journal really syncs is asked of SQLite itself.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { Turn } from '../../daemon/core/plan/events.js'
import type { State } from '../../daemon/core/plan/state.js'
import { openDatabase } from '../../daemon/journal/database.js'
import type { Journal } from '../../daemon/journal/journal.js'
import {
  copyOf,
  type Disk,
  emptyDisk,
  type Intent,
  keep,
  type Refused,
  refuse,
  take,
} from './disk.js'

export interface ModelStore {
  readonly open: () => Journal
  /** Everything that was not synced is gone; `roll` decides how much of it. Returns the commits lost. */
  readonly powerCut: (roll: number) => number
  /** What it is now, to be put back later; what was written meanwhile is forgotten, but not by whoever judges. */
  readonly backup: () => () => void
  /** Whatever this airing sends to air next it has already; `always`: also when it comes again. */
  readonly refuseNext: (airing: string, always: boolean) => void
  readonly intents: () => ReadonlyMap<string, Intent>
  /** Those a restore took away, oldest first. */
  readonly lostIntents: () => readonly Intent[]
  readonly rows: () => readonly AsRunRow[]
  /** Every turn on the log, oldest first. */
  readonly turns: () => readonly Turn[]
  readonly state: () => State
}

type Write = (disk: Disk) => void

/** SQLite's own checkpoint syncs about this often where commits do not. */
const CHECKPOINT = 100

export interface StoreOptions {
  readonly syncs?: 'every commit' | 'checkpoints'
  /** Keeps every turn, to be folded again. */
  readonly keepTurns?: boolean
  /** True time, at which an intent is on the disk; undefined: the turn's own. */
  readonly now?: () => number
}

export function modelStore({
  syncs = 'every commit',
  keepTurns = false,
  now,
}: StoreOptions = {}): ModelStore {
  let disk = emptyDisk()
  /** What the platter holds, kept only where it differs from what was written. */
  let synced = syncs === 'every commit' ? undefined : emptyDisk()
  let unsynced: Write[] = []
  const lost: Intent[] = []
  const refused: Refused = { next: new Map(), airs: new Set() }
  const lostRows: AsRunRow[] = []

  const write = (change: Write) => {
    change(disk)
    if (!synced) return
    unsynced.push(change)
    if (unsynced.length < CHECKPOINT) return
    for (const each of unsynced) each(synced)
    unsynced = []
  }
  return {
    open() {
      // Whoever opens it after a crash reads JSON, as from a file.
      disk.state = JSON.parse(JSON.stringify(disk.state))
      return journalOn(() => disk, write, { keepTurns, now, refused })
    },
    powerCut(roll) {
      if (!synced) return 0
      const lost = Math.ceil(unsynced.length * roll)
      const kept = unsynced.slice(0, unsynced.length - lost)
      for (const each of kept) each(synced)
      disk = synced
      synced = copyOf(disk)
      unsynced = []
      return lost
    },
    backup() {
      const kept = copyOf(disk)
      return () => {
        for (const [key, intent] of disk.intents) if (!kept.intents.has(key)) lost.push(intent)
        lostRows.push(...disk.rows.slice(kept.rows.length))
        disk = kept
        if (synced) synced = copyOf(disk)
        unsynced = []
      }
    },
    refuseNext: (airing, always) => refused.next.set(airing, always),
    intents: () => disk.intents,
    lostIntents: () => lost,
    rows: () => (lostRows.length === 0 ? disk.rows : [...lostRows, ...disk.rows]),
    turns: () => disk.turns,
    state: () => disk.state,
  }
}

interface Kept {
  readonly keepTurns: boolean
  readonly now: (() => number) | undefined
  readonly refused: Refused
}

function journalOn(
  disk: () => Disk,
  write: (change: Write) => void,
  { keepTurns, now, refused }: Kept,
): Journal {
  return {
    load: () => JSON.parse(JSON.stringify(disk().state)),
    commit(turns) {
      refuse(disk(), turns, refused)
      const at = now?.()
      write((on) => {
        on.alerts = []
        for (const taken of turns) keep(on, taken, at)
        on.lastAt = turns.at(-1)?.turn.now ?? on.lastAt
        if (keepTurns) for (const { turn } of turns) on.turns.push(turn)
      })
    },
    receive(account, body) {
      const id = disk().inbox.size + 1
      write((on) => on.inbox.set(id, { account, body, done: false }))
      return id
    },
    setAside: (id) => write((on) => take(on, id)),
    unread: () =>
      [...disk().inbox].flatMap(([id, { account, body, done }]) =>
        done ? [] : [{ id, account, body }],
      ),
    lastAt: () => disk().lastAt,
    untold: () => disk().alerts,
    doubtOpenIntents() {
      const open = [...disk().intents.values()].filter(({ state }) => state === 'intended').length
      write(({ intents }) => {
        for (const intent of intents.values())
          if (intent.state === 'intended') intent.state = 'ambiguous'
      })
      return open
    },
    [Symbol.dispose]: () => {},
  }
}

/** As the production journal's own connection does it; read back after a commit, when the answer is true. */
export function howItSyncs(): 'every commit' | 'checkpoints' {
  const folder = mkdtempSync(join(tmpdir(), 'onair-syncs-'))
  try {
    const db = openDatabase(folder)
    try {
      db.exec("insert into meta (key, value) values ('probe', '1')")
      const FULL = 2
      return Number(db.pragma('synchronous', { simple: true })) >= FULL
        ? 'every commit'
        : 'checkpoints'
    } finally {
      db.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
