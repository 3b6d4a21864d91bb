/** Puts turns into the journal: each with its number, its hash, what it changed, wished, settled and recorded. */
import { type Guarded, isGuarded, type Resolve } from '../core/plan/actions.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { Instant } from '../core/time.js'
import { asRunValues } from './as-run.js'
import { asRunHead, asRunHeadKeeper, type Link, lastOf, seal, sealTurn } from './chain.js'
import type { Db } from './database.js'
import type { TakenTurn } from './journal.js'

export interface Writer {
  /** In one transaction. */
  readonly commit: (turns: readonly TakenTurn[]) => void
  /** Number of the last turn. */
  readonly turn: () => number
}

/** Where both chains end. */
interface Heads {
  readonly turn: Link
  readonly asRun: Link
}

export function openWriter(db: Db): Writer {
  const write = turnWriter(db)
  const keepHead = asRunHeadKeeper(db)
  let heads: Heads = { turn: lastOf(db, 'turn'), asRun: asRunHead(db) }
  const commit = db.transaction((turns: readonly TakenTurn[]): Heads => {
    const next = turns.reduce(write, heads)
    if (next.asRun !== heads.asRun) keepHead(next.asRun)
    return next
  })
  return {
    commit: (turns) => {
      heads = commit(turns)
    },
    turn: () => heads.turn.seq,
  }
}

function turnWriter(db: Db): (heads: Heads, taken: TakenTurn) => Heads {
  const insert = db.prepare(
    'insert into turn (seq, at, roll, event, stands_for, hash) values (?, ?, ?, ?, ?, ?)',
  )
  const keep = db.prepare('insert or replace into snapshot (kind, id, json) values (?, ?, ?)')
  const drop = db.prepare('delete from snapshot where kind = ? and id = ?')
  const intend = db.prepare(
    `insert into intent (key, class, type, account, airing, session, takeover, gen, because, at, state)
     values (@key, @class, @type, @account, @airing, @session, @takeover, @gen, @because, @at, 'intended')`,
  )
  const settle = db.prepare('update intent set state = ?, says = ?, settled_at = ? where key = ?')
  const done = db.prepare('update inbox set done_at = ? where id = ?')
  const record = asRunInsert(db)
  const resolve = resolver(db)

  return (heads, { turn: { event, now, roll }, decision, receipt, standsFor }) => {
    const seq = heads.turn.seq + 1
    const written = JSON.stringify(event)
    const before = heads.turn.hash
    const hash =
      standsFor === undefined
        ? sealTurn(before, seq, now, roll, written)
        : seal(before, { seq, at: now, roll, event: written, stands_for: standsFor })
    const turn = { seq, hash }
    insert.run(seq, now, roll, written, standsFor ?? null, hash)
    for (const [kind, changed] of Object.entries(decision.changes)) {
      for (const [id, value] of changed as ReadonlyMap<string, unknown>) {
        if (value === undefined) drop.run(kind, id)
        else keep.run(kind, id, JSON.stringify(value))
      }
    }
    let { asRun } = heads
    for (const action of decision.actions) {
      if (isGuarded(action)) intend.run(intentValues(action, now))
      if (action.type === 'record') asRun = record(asRun, action.row, now)
      if (action.type === 'resolve') resolve(action, now)
    }
    if (receipt?.intent) {
      const { key, outcome } = receipt.intent
      settle.run(outcome.is, outcome.is === 'applied' ? null : outcome.says, now, key)
    }
    if (receipt?.inbox !== undefined) done.run(now, receipt.inbox)
    return { turn, asRun }
  }
}

const TYPES: Readonly<Record<Resolve['of'], readonly string[]>> = {
  open: ['open'],
  'go-live': ['go-live'],
  close: ['close'],
  takeover: ['enqueue', 'cut-in'],
  moves: ['cancel', 'move'],
  stranger: ['close-stranger'],
  line: ['open-line'],
}

/** Answered intents are left alone. */
function resolver(db: Db): (resolve: Resolve, now: Instant) => void {
  const update = db.prepare(
    `update intent set resolved = @how, resolved_by = @because, resolved_at = @now
     where state = 'ambiguous' and resolved is null and airing = @airing
       and type in (@one, @other)
       and (@takeover is null or (takeover = @takeover and gen = @gen))
       and (@session is null or session = @session)`,
  )
  return ({ airing, of, takeover, gen, session, how, because }, now) => {
    const [one, other = one] = TYPES[of]
    update.run({
      how,
      because,
      now,
      airing: airing ?? '',
      one,
      other,
      takeover: takeover ?? null,
      gen: gen ?? null,
      session: session ?? null,
    })
  }
}

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
