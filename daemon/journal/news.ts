/** The news on disk: numbered without end, so that whoever listens can go on where he stopped. */
import type { AuditEntry } from '../core/desk/audit.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import { NEWS_KINDS, type News, type NewsLine } from '../core/plan/news.js'
import type { Instant } from '../core/time.js'
import { asRunValues } from './as-run.js'
import type { Db } from './database.js'

interface Row {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly account: string | null
  readonly show: string | null
  readonly airing: string | null
  readonly json: string
}

/** Adds one line behind the last. */
export function newsInsert(db: Db): (last: number, news: News, at: Instant) => number {
  const insert = db.prepare(
    'insert into news (seq, at, kind, account, show, airing, json) values (?, ?, ?, ?, ?, ?, ?)',
  )
  return (last, { kind, account, show, airing, what }, at) => {
    const json = JSON.stringify(what)
    insert.run(last + 1, at, kind, account ?? null, show ?? null, airing ?? null, json)
    return last + 1
  }
}

export const lastNews = (db: Db): number =>
  db.prepare<[], { seq: number | null }>('select max(seq) as seq from news').get()?.seq ?? 0

export interface NewsReader {
  /** Oldest first. */
  readonly after: (seq: number, limit: number) => readonly NewsLine[]
  /** Number of the oldest that is still there; what came before it is gone. */
  readonly oldest: () => number
}

export function newsReader(db: Db): NewsReader {
  const after = db.prepare<[number, number], Row>(
    'select * from news where seq > ? order by seq limit ?',
  )
  const oldest = db.prepare<[], { seq: number | null }>('select min(seq) as seq from news')
  return {
    after: (seq, limit) => after.all(seq, limit).map(lineOf),
    oldest: () => oldest.get()?.seq ?? 1,
  }
}

/** Lines in one step, as turns are. The last one stays: the next is numbered behind it. */
export const pruneNews = (db: Db, before: Instant, most: number): number =>
  db
    .prepare(
      `delete from news where seq in (
         select seq from news where at < ? and seq < (select max(seq) from news) order by seq limit ?)`,
    )
    .run(before, most).changes

export function newsOfRow(row: AsRunRow, now: Instant, seq: number): News {
  const values = asRunValues(row, now)
  const { account, show, occurrence_id: airing } = values
  return { kind: 'as-run', account, show, airing, what: { seq, ...values } }
}

export const newsOfOrder = ({ who, act, account, show, airing, ok, answer }: AuditEntry): News => ({
  kind: 'command',
  account,
  show,
  airing,
  what: { who, act, ok, says: saidIn(answer) },
})

const saidIn = (answer: unknown): string | undefined =>
  typeof answer === 'object' && answer !== null && 'says' in answer
    ? String(answer.says)
    : undefined

const lineOf = ({ seq, at, kind, account, show, airing, json }: Row): NewsLine => ({
  seq,
  at,
  kind: NEWS_KINDS.find((known) => known === kind) ?? 'tell',
  account: account ?? undefined,
  show: show ?? undefined,
  airing: airing ?? undefined,
  what: JSON.parse(json),
})
