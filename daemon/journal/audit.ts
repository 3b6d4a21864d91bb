/** The audit on disk: who ordered what, and what became of it. Appended in the transaction of the turn it caused. */
import type { AuditEntry, AuditLine } from '../core/desk/audit.js'
import { isRole } from '../core/desk/roles.js'
import type { Instant } from '../core/time.js'
import { type Link, seal } from './chain.js'
import { type Db, openForReading } from './database.js'

interface Row {
  readonly seq: number
  readonly at: number
  readonly who: string
  readonly role: string
  readonly request: string
  readonly act: string
  readonly account: string | null
  readonly show: string | null
  readonly airing: string | null
  readonly asked: string
  readonly before: string | null
  readonly after: string | null
  readonly ok: number
  readonly answer: string
  readonly hash: string
}

/** Longer words are cut in what is kept beside the answer: a rundown that was applied stands in its own file. */
const JSON_MAX = 100_000

export function auditInsert(db: Db): (before: Link, entry: AuditEntry, at: Instant) => Link {
  const insert = db.prepare(
    `insert into audit (seq, at, who, role, request, act, account, show, airing, asked, before, after, ok, answer, hash)
     values (@seq, @at, @who, @role, @request, @act, @account, @show, @airing, @asked, @before, @after, @ok, @answer,
       @hash)`,
  )
  return (last, entry, at) => {
    const values = {
      seq: last.seq + 1,
      at,
      who: entry.who,
      role: entry.role,
      request: entry.request,
      act: entry.act,
      account: entry.account ?? null,
      show: entry.show ?? null,
      airing: entry.airing ?? null,
      asked: written(entry.asked) ?? '{}',
      before: written(entry.before) ?? null,
      after: written(entry.after) ?? null,
      ok: entry.ok ? 1 : 0,
      answer: written(entry.answer) ?? '{}',
    }
    const link = { seq: values.seq, hash: seal(last.hash, values) }
    insert.run({ ...values, hash: link.hash })
    return link
  }
}

/** As it will be read back; a text cut in the middle of a character would look like a forgery. */
function written(value: unknown): string | undefined {
  if (value === undefined) return undefined
  const json = Buffer.from(JSON.stringify(value)).toString()
  return json.length <= JSON_MAX ? json : JSON.stringify({ tooLong: json.length })
}

export interface AuditReader {
  /** What was answered under this request id. */
  readonly find: (request: string) => AuditLine | undefined
  /** Lines before `seq`, newest first. */
  readonly before: (seq: number, limit: number) => readonly AuditLine[]
  /** Lines after `seq`, oldest first. */
  readonly after: (seq: number, limit: number) => readonly AuditLine[]
}

export function auditReader(db: Db): AuditReader {
  const find = db.prepare<[string], Row>('select * from audit where request = ? order by seq')
  const before = db.prepare<[number, number], Row>(
    'select * from audit where seq < ? order by seq desc limit ?',
  )
  const after = db.prepare<[number, number], Row>(
    'select * from audit where seq > ? order by seq limit ?',
  )
  return {
    find: (request) => {
      const row = find.get(request)
      return row && lineOf(row)
    },
    before: (seq, limit) => before.all(seq, limit).map(lineOf),
    after: (seq, limit) => after.all(seq, limit).map(lineOf),
  }
}

/** Beside a running daemon; undefined: nothing was ever ordered here. */
export function readAudit(folder: string): (AuditReader & Disposable) | undefined {
  const db = openForReading(folder)
  if (!db) return undefined
  try {
    return { ...auditReader(db), [Symbol.dispose]: () => db.close() }
  } catch {
    // Written by an onair of before there was an audit.
    db.close()
    return undefined
  }
}

const lineOf = (row: Row): AuditLine => ({
  seq: row.seq,
  at: row.at,
  who: row.who,
  role: isRole(row.role) ? row.role : 'viewer',
  request: row.request,
  act: row.act,
  account: row.account ?? undefined,
  show: row.show ?? undefined,
  airing: row.airing ?? undefined,
  asked: JSON.parse(row.asked),
  before: row.before === null ? undefined : JSON.parse(row.before),
  after: row.after === null ? undefined : JSON.parse(row.after),
  ok: row.ok === 1,
  answer: JSON.parse(row.answer),
  hash: row.hash,
})
