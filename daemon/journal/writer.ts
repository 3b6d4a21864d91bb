/** Puts turns into the journal: each with its number, its hash, what it changed, wished, settled and recorded. */

import type { Programme } from '../core/compile/programme.js'
import type { AuditEntry } from '../core/desk/audit.js'
import { type Guarded, isGuarded, type Resolve } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { Event } from '../core/plan/events.js'
import type { Instant } from '../core/time.js'
import type { Alerts } from './alerts.js'
import { asRunValues } from './as-run.js'
import { auditInsert } from './audit.js'
import { headKeeper, headOf, type Link, lastOf, seal, sealTurn } from './chain.js'
import type { Db } from './database.js'
import type { TakenTurn } from './journal.js'
import type { Keeper } from './kept.js'
import { lastNews, newsInsert, newsOfOrder, newsOfRow } from './news.js'
import { RefusedCall } from './refused-call.js'

export interface Writer {
  /** In one transaction. */
  readonly commit: (turns: readonly TakenTurn[]) => void
  /** An order that no turn came of, in one transaction with what is written alongside. */
  readonly note: (entry: () => AuditEntry, at: Instant, alongside?: () => void) => void
  /** Number of the last turn. */
  readonly turn: () => number
  /** Number of the last piece of news. */
  readonly news: () => number
}

/** Where everything that is numbered ends. */
interface Heads {
  readonly turn: Link
  readonly asRun: Link
  readonly audit: Link
  readonly news: number
}

export function openWriter(db: Db, alerts: Alerts, keeper: Keeper): Writer {
  const write = turnWriter(db, alerts, keeper)
  const noteOrder = orderWriter(db)
  const keepAsRun = headKeeper(db, 'as_run')
  const keepAudit = headKeeper(db, 'audit')
  let heads: Heads = {
    turn: lastOf(db, 'turn'),
    asRun: headOf(db, 'as_run'),
    audit: headOf(db, 'audit'),
    news: lastNews(db),
  }
  const inOne = db.transaction((change: (heads: Heads) => Heads): Heads => {
    const next = change(heads)
    if (next.asRun !== heads.asRun) keepAsRun(next.asRun)
    if (next.audit !== heads.audit) keepAudit(next.audit)
    return next
  })
  return {
    commit: (turns) => {
      heads = inOne((before) => {
        const [first] = turns
        if (first) alerts.told(first.turn.now)
        return turns.reduce(write, before)
      })
    },
    note: (entry, at, alongside) => {
      heads = inOne((before) => {
        alongside?.()
        return noteOrder(before, entry(), at)
      })
    },
    turn: () => heads.turn.seq,
    news: () => heads.news,
  }
}

function orderWriter(db: Db): (heads: Heads, entry: AuditEntry, at: Instant) => Heads {
  const audit = auditInsert(db)
  const tell = newsInsert(db)
  return (heads, entry, at) => ({
    ...heads,
    audit: audit(heads.audit, entry, at),
    news: tell(heads.news, newsOfOrder(entry), at),
  })
}

function turnWriter(
  db: Db,
  alerts: Alerts,
  { lean }: Keeper,
): (heads: Heads, taken: TakenTurn) => Heads {
  const insert = db.prepare(
    'insert into turn (seq, at, roll, event, stands_for, hash) values (?, ?, ?, ?, ?, ?)',
  )
  // In its place: a row that is replaced is taken out of its index and put in again.
  const keep = db.prepare(
    `insert into snapshot (kind, id, json) values (?, ?, ?)
     on conflict (kind, id) do update set json = excluded.json`,
  )
  const drop = db.prepare('delete from snapshot where kind = ? and id = ?')
  const intend = db.prepare(
    `insert into intent (key, class, type, account, airing, session, takeover, gen, because, at, state)
     values (@key, @class, @type, @account, @airing, @session, @takeover, @gen, @because, @at, 'intended')`,
  )
  const settle = db.prepare('update intent set state = ?, says = ?, settled_at = ? where key = ?')
  const done = db.prepare('update inbox set done_at = ? where id = ?')
  const record = asRunInsert(db)
  const resolve = resolver(db)
  const tell = newsInsert(db)
  const noteOrder = orderWriter(db)

  return (heads, taken) => {
    const {
      turn: { event, now, roll },
      decision,
      receipt,
      standsFor,
      news = [],
    } = taken
    const seq = heads.turn.seq + 1
    const written = JSON.stringify(leanEvent(event, (programme) => lean(programme, seq)))
    const before = heads.turn.hash
    const hash =
      standsFor === undefined
        ? sealTurn(before, seq, now, roll, written)
        : seal(before, { seq, at: now, roll, event: written, stands_for: standsFor })
    const turn = { seq, hash }
    insert.run(seq, now, roll, written, standsFor ?? null, hash)
    const { programmes } = decision.changes
    const leanOnes = [...programmes].map(([id, one]) => [id, one && lean(one, seq)] as const)
    const changes = { ...decision.changes, programmes: new Map(leanOnes) }
    for (const [kind, changed] of Object.entries(changes)) {
      for (const [id, value] of changed as ReadonlyMap<string, unknown>) {
        if (value === undefined) drop.run(kind, id)
        else keep.run(kind, id, JSON.stringify(value))
      }
    }
    // First: what this turn makes of a call goes by the answer that it brought.
    if (receipt?.intent) {
      const { key, outcome } = receipt.intent
      settle.run(outcome.is, outcome.is === 'applied' ? null : outcome.says, now, key)
    }
    let { asRun, news: told } = heads
    for (const one of news) told = tell(told, one, now)
    for (const action of decision.actions) {
      if (isGuarded(action)) intended(action, () => intend.run(intentValues(action, now)))
      if (action.type === 'record') {
        asRun = record(asRun, action.row, now)
        told = tell(told, newsOfRow(action.row, now, asRun.seq), now)
      }
      if (action.type === 'resolve') resolve(action, now)
      if (action.type === 'tell' && action.level === 'alert') alerts.keep(action, now)
    }
    if (receipt?.inbox !== undefined) done.run(now, receipt.inbox)
    const next = { ...heads, turn, asRun, news: told }
    return taken.noted ? noteOrder(next, taken.noted, now) : next
  }
}

const TWICE: ReadonlySet<string> = new Set([
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  'SQLITE_CONSTRAINT_UNIQUE',
])

/** What concerns no airing has nobody to blame. */
function intended(action: Guarded, insert: () => void): void {
  try {
    insert()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (TWICE.has(code) && 'airing' in action)
      throw new RefusedCall(action.airing, action.key, code)
    throw error
  }
}

const leanEvent = (event: Event, lean: (programme: Programme) => unknown): unknown =>
  event.type === 'show-taken-in' ? { ...event, programme: lean(event.programme) } : event

/** The calls of which a `resolve` may speak. */
export const RESOLVED_TYPES: Readonly<Record<Resolve['of'], readonly string[]>> = {
  open: ['open'],
  'go-live': ['go-live'],
  close: ['close'],
  takeover: ['enqueue', 'cut-in'],
  moves: ['cancel', 'move'],
  stranger: ['close-stranger'],
  line: ['open-line'],
}

/** Answered intents are left alone. One whose answer is still out may get none: then this is what became of it. */
function resolver(db: Db): (resolve: Resolve, now: Instant) => void {
  const updates = (['ambiguous', 'intended'] as const).map((state) => resolverOf(db, state))
  return ({ airing, of, takeover, gen, session, how, because }, now) => {
    const [one, other = one] = RESOLVED_TYPES[of]
    const values = {
      how,
      because,
      now,
      airing: airing ?? '',
      one,
      other,
      takeover: takeover ?? null,
      gen: gen ?? null,
      session: session ?? null,
    }
    for (const update of updates) update.run(values)
  }
}

/** Each state has an index of its own. */
const resolverOf = (db: Db, state: 'ambiguous' | 'intended') =>
  db.prepare(
    `update intent set resolved = @how, resolved_by = @because, resolved_at = @now
     where state = '${state}' and resolved is null and airing = @airing
       and type in (@one, @other)
       and (@takeover is null or (takeover = @takeover and gen = @gen))
       and (@session is null or session = @session)`,
  )

function asRunInsert(db: Db): (before: Link, row: AsRunRow, now: Instant) => Link {
  const columns = db
    .prepare<[], { name: string }>("select name from pragma_table_info('as_run')")
    .all()
    .map(({ name }) => name)
  const insert = db.prepare(
    `insert into as_run (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`,
  )
  return (before, row, now) => {
    const values = { seq: before.seq + 1, ...asRunValues(row, now) }
    const link = { seq: values.seq, hash: seal(before.hash, values) }
    insert.run({ ...values, hash: link.hash })
    return link
  }
}

const intentValues = (action: Guarded, at: Instant) => ({
  key: action.key,
  class: action.class,
  type: action.type,
  account: action.account,
  // What concerns no airing concerns the account.
  airing: 'airing' in action ? action.airing : '',
  session: 'session' in action ? action.session : null,
  takeover: 'takeover' in action ? action.takeover : null,
  gen: 'gen' in action ? action.gen : null,
  because: action.because,
  at,
})
