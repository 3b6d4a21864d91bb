/**
 * What must survive: turns, intents, callbacks, the as-run log, and the state. One connection, one writer; `commit`
 * has returned means it is on the disk.
 */
import { type Guarded, isGuarded } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { Decision } from '../core/plan/decide.js'
import type { Turn } from '../core/plan/events.js'
import type { Outcome } from '../core/plan/outcome.js'
import { emptyState, type State } from '../core/plan/state.js'
import type { Instant } from '../core/time.js'
import { asRunValues } from './as-run.js'
import { type Db, openDatabase } from './database.js'

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
  /** Calls that were under way when the last daemon ended are in doubt from now on; returns how many. */
  readonly doubtOpenIntents: (at: Instant) => number
}

/** A turn that was taken, and what it settles. */
export interface TakenTurn {
  readonly turn: Turn
  readonly decision: Decision
  readonly receipt: Receipt | undefined
}

export interface Receipt {
  /** The intent whose outcome the event carries. */
  readonly intent?: { readonly key: string; readonly outcome: Outcome<unknown> }
  /** The callback the event came from. */
  readonly inbox?: number
}

export function openJournal(folder: string): Journal {
  const db = openDatabase(folder)
  const write = writer(db)
  const receive = db.prepare('insert into inbox (account, received_at, body) values (?, ?, ?)')
  const setAside = db.prepare('update inbox set done_at = ? where id = ?')
  return {
    load: () => load(db),
    commit: db.transaction((turns: readonly TakenTurn[]) => {
      for (const turn of turns) write(turn)
    }),
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
    [Symbol.dispose]: () => db.close(),
  }
}

function writer(db: Db): (taken: TakenTurn) => void {
  const turn = db.prepare('insert into turn (at, roll, event) values (?, ?, ?)')
  const keep = db.prepare('insert or replace into snapshot (kind, id, json) values (?, ?, ?)')
  const drop = db.prepare('delete from snapshot where kind = ? and id = ?')
  const intend = db.prepare(
    `insert into intent (key, class, type, account, airing, session, takeover, gen, because, at, state)
     values (@key, @class, @type, @account, @airing, @session, @takeover, @gen, @because, @at, 'intended')`,
  )
  const settle = db.prepare('update intent set state = ?, says = ?, settled_at = ? where key = ?')
  const done = db.prepare('update inbox set done_at = ? where id = ?')
  const asRun = asRunInsert(db)

  return ({ turn: { event, now, roll }, decision, receipt }) => {
    turn.run(now, roll, JSON.stringify(event))
    for (const [kind, changed] of Object.entries(decision.changes)) {
      for (const [id, value] of changed as ReadonlyMap<string, unknown>) {
        if (value === undefined) drop.run(kind, id)
        else keep.run(kind, id, JSON.stringify(value))
      }
    }
    for (const action of decision.actions) {
      if (isGuarded(action)) intend.run(intentValues(action, now))
      if (action.type === 'record') asRun(action.row, now)
    }
    if (receipt?.intent) {
      const { key, outcome } = receipt.intent
      settle.run(outcome.is, outcome.is === 'applied' ? null : outcome.says, now, key)
    }
    if (receipt?.inbox !== undefined) done.run(now, receipt.inbox)
  }
}

function asRunInsert(db: Db): (row: AsRunRow, now: Instant) => void {
  const columns = db
    .prepare<[], { name: string }>(
      "select name from pragma_table_info('as_run') where name <> 'seq'",
    )
    .all()
    .map(({ name }) => name)
  const insert = db.prepare(
    `insert into as_run (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  return (row, now) => insert.run(asRunValues(row, now))
}

const intentValues = (action: Guarded, at: Instant) => ({
  key: action.key,
  class: action.class,
  type: action.type,
  account: action.account,
  airing: 'airing' in action ? action.airing : '',
  session: 'session' in action ? action.session : null,
  takeover: 'takeover' in action ? action.takeover : null,
  gen: 'gen' in action ? action.gen : null,
  because: action.because,
  at,
})

function load(db: Db): State {
  const state = emptyState()
  const rows = db.prepare<[], { kind: string; id: string; json: string }>(
    'select kind, id, json from snapshot',
  )
  for (const { kind, id, json } of rows.iterate()) {
    const entries: Record<string, unknown> | undefined = isKind(kind) ? state[kind] : undefined
    if (entries) entries[id] = JSON.parse(json)
  }
  return state
}

const isKind = (kind: string): kind is keyof State =>
  kind === 'accounts' ||
  kind === 'shows' ||
  kind === 'programmes' ||
  kind === 'airings' ||
  kind === 'sessions'
