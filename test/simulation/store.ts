/**
 * The journal on a disk that is modelled: a commit lies in the page cache, a sync puts it on the platter. kill -9 keeps
 * the cache, a power cut loses it. How often the production journal really syncs is asked of SQLite itself.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Guarded, isGuarded, type Resolve } from '../../daemon/core/plan/actions.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { Turn } from '../../daemon/core/plan/events.js'
import { emptyState, type State, settle } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import type { Untold } from '../../daemon/journal/alerts.js'
import { openDatabase } from '../../daemon/journal/database.js'
import type { Journal, TakenTurn } from '../../daemon/journal/journal.js'
import { RefusedCall } from '../../daemon/journal/refused-call.js'
import { RESOLVED_TYPES } from '../../daemon/journal/writer.js'

export interface Intent {
  readonly action: Guarded
  /** When it was committed. */
  readonly at: number
  state: 'intended' | 'applied' | 'not-applied' | 'ambiguous'
  /** What became of it, where its answer does not say. */
  resolved: Resolve['how'] | undefined
}

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

interface Disk {
  state: State
  readonly turns: Turn[]
  lastAt: Instant | undefined
  readonly rows: AsRunRow[]
  readonly intents: Map<string, Intent>
  /** Takeover and generation of every airing call that was not refused. */
  readonly airs: Map<string, string>
  /** Of the last commit: those before it have been told. */
  alerts: Untold[]
  readonly inbox: Map<number, { readonly account: string; readonly body: string; done: boolean }>
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

/** As if a mistake had sent it before; the journal has it, whoever comes. */
interface Refused {
  readonly next: Map<string, boolean>
  readonly airs: Set<string>
}

/** What the tables' own rules refuse; nothing of the commit is kept then. */
function refuse({ intents, airs }: Disk, turns: readonly TakenTurn[], refused: Refused): void {
  const keys = new Set<string>()
  const airing = new Set<string>()
  for (const { decision } of turns) {
    for (const action of decision.actions) {
      if (!isGuarded(action)) continue
      if (intents.has(action.key) || keys.has(action.key)) throw new Twice(`intent ${action.key}`)
      keys.add(action.key)
      const air = airOf(action)
      if (air === undefined || action.class !== 'airing') continue
      const always = refused.next.get(action.airing)
      if (always) refused.airs.add(air)
      if (refused.next.delete(action.airing) || refused.airs.has(air))
        throw new RefusedCall(action.airing, action.key, 'SQLITE_CONSTRAINT')
      if (airs.has(air) || airing.has(air)) throw new Twice(`to air ${air}`)
      airing.add(air)
    }
  }
}

export class Twice extends Error {
  override readonly name = 'Twice'
}

const airOf = (action: Guarded): string | undefined =>
  action.class === 'airing' ? `${action.takeover}/${action.gen}` : undefined

function keep(disk: Disk, { turn, decision, receipt }: TakenTurn, at: number = turn.now): void {
  settle(disk.state, decision.changes)
  if (receipt?.intent) settleIntent(disk, receipt.intent.key, receipt.intent.outcome.is)
  for (const action of decision.actions) {
    if (action.type === 'record') disk.rows.push(action.row)
    if (action.type === 'tell' && action.level === 'alert')
      disk.alerts.push({ at: turn.now, airing: action.airing, says: action.says })
    if (action.type === 'resolve') resolve(disk, action)
    if (!isGuarded(action)) continue
    disk.intents.set(action.key, { action, at, state: 'intended', resolved: undefined })
    const air = airOf(action)
    if (air !== undefined) disk.airs.set(air, action.key)
  }
  if (receipt?.inbox !== undefined) take(disk, receipt.inbox)
}

/** As the writer of the real journal does it. */
function resolve({ intents }: Disk, { airing, of, takeover, gen, session, how }: Resolve): void {
  for (const intent of intents.values()) {
    const { action, state } = intent
    if ((state !== 'ambiguous' && state !== 'intended') || intent.resolved) continue
    if (!RESOLVED_TYPES[of].includes(action.type) || airingOf(action) !== airing) continue
    if (takeover !== undefined && !isOf(action, takeover, gen)) continue
    if (session !== undefined && !('session' in action && action.session === session)) continue
    intent.resolved = how
  }
}

/** A stranger's session is nobody's. */
const airingOf = (action: Guarded) => ('airing' in action ? action.airing : undefined)

const isOf = (action: Guarded, takeover: string, gen: number | undefined): boolean =>
  'takeover' in action && action.takeover === takeover && action.gen === gen

function settleIntent({ intents, airs }: Disk, key: string, is: Intent['state']): void {
  const intent = intents.get(key)
  if (!intent) return
  intent.state = is
  const air = airOf(intent.action)
  if (is === 'not-applied' && air !== undefined && airs.get(air) === key) airs.delete(air)
}

const take = ({ inbox }: Disk, id: number): void => {
  const callback = inbox.get(id)
  if (callback) callback.done = true
}

const emptyDisk = (): Disk => ({
  state: emptyState(),
  turns: [],
  lastAt: undefined,
  rows: [],
  intents: new Map(),
  airs: new Map(),
  alerts: [],
  inbox: new Map(),
})

const copyOf = ({ state, turns, lastAt, rows, intents, airs, alerts, inbox }: Disk): Disk => ({
  state: JSON.parse(JSON.stringify(state)),
  turns: [...turns],
  lastAt,
  rows: [...rows],
  intents: new Map([...intents].map(([key, intent]) => [key, { ...intent }])),
  airs: new Map(airs),
  alerts: [...alerts],
  inbox: new Map([...inbox].map(([id, callback]) => [id, { ...callback }])),
})

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
