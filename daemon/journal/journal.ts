/**
 * What must survive: turns, intents, callbacks, the as-run log, and the state. One connection, one writer; `commit`
 * has returned means it is on the disk.
 */
import type { Programme } from '../core/compile/programme.js'
import type { AuditEntry } from '../core/desk/audit.js'
import type { Decision } from '../core/plan/decide.js'
import type { Turn } from '../core/plan/events.js'
import type { News } from '../core/plan/news.js'
import type { Outcome } from '../core/plan/outcome.js'
import type { State } from '../core/plan/state.js'
import type { Instant } from '../core/time.js'
import { openAlerts, type Untold, untold } from './alerts.js'
import { type AsRunReader, asRunReader } from './as-run.js'
import { type AuditReader, auditReader } from './audit.js'
import { makeCheckpoint, prune } from './checkpoint.js'
import { openDatabase } from './database.js'
import {
  amnesiaOver,
  type Begun,
  beginEpoch,
  lastAt,
  movedHere,
  putMeta,
  readMeta,
} from './epoch.js'
import { readRows } from './fold.js'
import { openKeeper, pruneKept } from './kept.js'
import { type NewsReader, newsReader } from './news.js'
import { placeOf } from './place.js'
import { type QuestionBook, questionBook } from './questions.js'
import { pruneSettled } from './settled.js'
import { type TokenStore, tokenStore } from './tokens.js'
import { type Position, writeWitness } from './witness.js'
import { openWriter, type Writer } from './writer.js'

export interface Journal extends Disposable {
  readonly load: () => State
  /** In one transaction, durable when it returns. */
  readonly commit: (turns: readonly TakenTurn[]) => void
  /** Stores a callback before it is answered; returns its number. */
  readonly receive: (account: string, body: string, at: Instant) => number
  /** It says nothing anybody here understands; it is kept, and not read again. */
  readonly setAside: (id: number, at: Instant) => void
  /** Callbacks that were stored but not taken yet when the last daemon ended. */
  readonly unread: () => readonly {
    readonly id: number
    readonly account: string
    readonly body: string
  }[]
  /** When its last turn was taken, by the clock of then; undefined: none was. */
  readonly lastAt: () => Instant | undefined
  /** Alerts of which nobody knows that they were told: to be told again before anything is committed. */
  readonly untold: () => readonly Untold[]
  /** Calls that were under way when the last daemon ended are in doubt from now on; returns how many. */
  readonly doubtOpenIntents: (at: Instant) => number
}

/** What the station needs of its journal besides. */
export interface StationJournal extends Journal {
  /** What viewers asked. */
  readonly questions: QuestionBook
  /** What happened to its folder since a daemon last began on it, in words; undefined: nothing that can be told. */
  readonly moved: () => string | undefined
  /** A daemon starts on it: committed before anything is sent. */
  readonly begin: (at: Instant, version: string) => Begun
  /** From here the turns can be folded again, and what lies before can be pruned one day. */
  readonly checkpoint: (at: Instant) => void
  /** All that was committed has been shown. */
  readonly told: (at: Instant) => void
  /** One small step; answers whether there is more that was settled before then. */
  readonly prune: (before: Instant) => boolean
  /** Writes down the cues of a long rundown, some each time it is asked for the next, so that taking it in is short. */
  readonly keepAhead: (programme: Programme) => Iterator<void>
  readonly position: () => Position
  /** What was forgotten has been acted upon, and that is on the disk. */
  readonly amnesiaOver: () => void
  /** Writes something, so that it is known that the disk still takes it. */
  readonly touch: (at: Instant) => void
  /** Writes the witness: how far the journal came. */
  readonly witness: (at: Instant) => void
  /** An order that no turn came of: refused, or of what the loop knows nothing of, written alongside. */
  readonly note: Writer['note']
  readonly asRun: AsRunReader
  readonly audit: AuditReader
  readonly news: NewsReader & { readonly last: () => number }
  readonly tokens: TokenStore
  /** The disk is not to be trusted: nothing more is written to it, not even to tidy up at the end. */
  readonly abandon: () => void
}

/** A turn that was taken, and what it settles. */
export interface TakenTurn {
  readonly turn: Turn
  readonly decision: Decision
  readonly receipt: Receipt | undefined
  /** So many turns were drawn together in this one while the disk was full: these cannot be folded again. */
  readonly standsFor?: number
  /** What the desk is told of it, besides the as-run log. */
  readonly news?: readonly News[]
  /** The order it came of. */
  readonly noted?: AuditEntry
}

export interface Receipt {
  /** The intent whose outcome the event carries. */
  readonly intent?: { readonly key: string; readonly outcome: Outcome<unknown> }
  /** The callback the event came from. */
  readonly inbox?: number
  /** The order the event came from, for the audit: asked for when the turn was taken, to say what is otherwise now. */
  readonly note?: () => AuditEntry
}

export function openJournal(folder: string): StationJournal {
  const db = openDatabase(folder)
  const alerts = openAlerts(db)
  const keeper = openKeeper(db)
  const write = openWriter(db, alerts, keeper)
  let abandoned = false
  let version = ''
  let epoch = Number(readMeta(db, 'epoch'))
  const generation = readMeta(db, 'generation') ?? ''
  const position = (): Position => ({ generation, epoch, turn: write.turn() })
  const receive = db.prepare('insert into inbox (account, received_at, body) values (?, ?, ?)')
  const setAside = db.prepare('update inbox set done_at = ? where id = ?')
  return {
    load: () => readRows(db, 'select kind, id, json from snapshot order by kind, id'),
    commit: write.commit,
    receive: (account, body, at) => Number(receive.run(account, at, body).lastInsertRowid),
    setAside: (id, at) => {
      setAside.run(at, id)
    },
    unread: () =>
      db
        .prepare<[], { id: number; account: string; body: string }>(
          'select id, account, body from inbox where done_at is null order by id',
        )
        .all(),
    doubtOpenIntents: (at) =>
      db
        .prepare(
          `update intent set state = 'ambiguous', says = 'the daemon was restarted', settled_at = ?
           where state = 'intended'`,
        )
        .run(at).changes,
    lastAt: () => lastAt(db),
    questions: questionBook(db),
    moved: () => movedHere(db, placeOf(folder)),
    begin: (at, code) => {
      version = code
      const begun = db.transaction(() => {
        const next = beginEpoch(db, folder, position(), placeOf(folder))
        makeCheckpoint(db, next.epoch, at, version)
        return next
      })()
      epoch = begun.epoch
      return begun
    },
    checkpoint: (at) => makeCheckpoint(db, epoch, at, version),
    prune: (before) => prune(db, before) || pruneSettled(db, before) || pruneKept(db),
    keepAhead: (programme) => keeper.ahead(programme, write.turn()),
    untold: () => untold(db),
    told: alerts.told,
    position,
    note: write.note,
    asRun: asRunReader(db),
    audit: auditReader(db),
    news: { ...newsReader(db), last: write.news },
    tokens: tokenStore(db),
    touch: (at) => putMeta(db, 'touched', String(at)),
    amnesiaOver: () => amnesiaOver(db),
    witness: (at) => writeWitness(folder, position(), at),
    abandon: () => {
      abandoned = true
    },
    [Symbol.dispose]: () => {
      if (!abandoned) db.close()
    },
  }
}
