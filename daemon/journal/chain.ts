/**
 * Turns, as-run rows and lines of the audit are numbered without a gap, and each carries a hash over itself and the one
 * before it: whoever edits or removes a row later shows it. `head` says where the as-run log and the audit end; a turn
 * that is missing at the end shows in the state, which is not the one these turns lead to.
 */
import { hash } from 'node:crypto'
import type { Db } from './database.js'

export type ChainName = 'turn' | HeadedChain
/** Kept for good, so that their ends stand by themselves. */
export type HeadedChain = 'as_run' | 'audit'

export interface Link {
  readonly seq: number
  /** Of the row of that number; empty: before the first row that has one. */
  readonly hash: string
}

type Row = Readonly<Record<string, unknown>>

/** Columns may come later: what is null does not count, and the order of the columns does not either. */
export const seal = (before: string, row: Row): string =>
  hash('sha256', before + JSON.stringify(Object.entries(row).filter(isSealed).sort(byName)), 'hex')

/** The same for a turn, whose columns are known: there are many of them. */
export const sealTurn = (before: string, seq: number, at: number, roll: number, event: string) =>
  hash(
    'sha256',
    before +
      JSON.stringify([
        ['at', at],
        ['event', event],
        ['roll', roll],
        ['seq', seq],
      ]),
    'hex',
  )

const isSealed = ([name, value]: readonly [string, unknown]) => value !== null && name !== 'hash'
const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  one < other ? -1 : 1

/** Where such a chain ends stands by itself: a last row that is gone leaves no gap behind it. */
export function headOf(db: Db, name: HeadedChain): Link {
  const head = db.prepare<[string], Link>('select seq, hash from head where chain = ?').get(name)
  return head ?? lastOf(db, name)
}

export function headKeeper(db: Db, name: HeadedChain): (head: Link) => void {
  const keep = db.prepare('insert or replace into head (chain, seq, hash) values (?, ?, ?)')
  return ({ seq, hash }) => {
    keep.run(name, seq, hash)
  }
}

/** The last row; rows of before there were hashes have a number only. */
export function lastOf(db: Db, name: ChainName): Link {
  const last = db
    .prepare<[], { seq: number; hash: string | null }>(
      `select seq, hash from ${name} order by seq desc limit 1`,
    )
    .get()
  return { seq: last?.seq ?? 0, hash: last?.hash ?? '' }
}

export interface Walked {
  readonly rows: number
  readonly findings: readonly string[]
}

/** More are not worth reading: the first one says it. */
const FINDINGS_MAX = 20

/** `from`: what was pruned ended here; the rows that are left go on from it. */
export function walkChain(db: Db, name: ChainName, from: Link = { seq: 0, hash: '' }): Walked {
  const findings: string[] = []
  const find = (says: string) => findings.length < FINDINGS_MAX && findings.push(`${name} ${says}`)
  let rows = 0
  let before: { readonly seq: number; readonly hash: string | undefined } = from
  for (const row of db.prepare<[], Row>(`select * from ${name} order by seq`).iterate()) {
    const seq = Number(row.seq)
    const written = typeof row.hash === 'string' ? row.hash : undefined
    const follows = seq === before.seq + 1
    if (!follows && (rows > 0 || from.seq > 0 || name === 'as_run'))
      find(missing(before.seq + 1, seq - 1))
    // Behind a gap nobody knows what the row was chained to.
    const known = follows ? before.hash : undefined
    if (written === undefined && before.hash) find(`${seq}: its hash was taken away`)
    if (written !== undefined && known !== undefined && seal(known, row) !== written)
      find(`${seq}: was changed after it was written`)
    before = { seq, hash: written ?? (before.hash || '') }
    rows += 1
  }
  const head = name === 'turn' ? lastOf(db, name) : headOf(db, name)
  if (head.seq > before.seq) find(missing(before.seq + 1, head.seq))
  else if (head.seq < before.seq) find(`${before.seq}: was added by somebody else`)
  else if (head.hash !== (before.hash ?? ''))
    find(`${head.seq}: is not the last row that was written`)
  return { rows, findings }
}

const missing = (first: number, last: number) =>
  first === last ? `${first}: is missing` : `${first} to ${last}: are missing`
