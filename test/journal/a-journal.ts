/** A real journal in a temporary folder, and what a turn may bring into it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Action, Guarded } from '../../daemon/core/plan/actions.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import type { SessionId } from '../../daemon/core/plan/events.js'
import type { Changes } from '../../daemon/core/plan/state.js'
import type { TakeoverId } from '../../daemon/core/plan/takeover.js'
import type { AccountId, ShowId } from '../../daemon/core/rundown/rundown.js'
import {
  openJournal,
  type Receipt,
  type StationJournal,
  type TakenTurn,
} from '../../daemon/journal/journal.js'
import { aTakeoverScript, at } from '../builders.js'

export interface Folder extends Disposable {
  readonly path: string
}

export function aFolder(place: string = tmpdir()): Folder {
  const path = mkdtempSync(join(place, 'onair-journal-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

export interface Kept extends Disposable {
  readonly folder: string
  readonly journal: StationJournal
  /** What any program sees that opens the file. */
  readonly rows: (sql: string) => readonly Readonly<Record<string, unknown>>[]
  /** What any program may try to do to it. */
  readonly tamper: (sql: string) => void
}

export function aJournal(): Kept {
  const folder = aFolder()
  const journal = openJournal(join(folder.path, 'data'))
  const file = join(folder.path, 'data', 'journal.db')
  return {
    folder: join(folder.path, 'data'),
    journal,
    rows: (sql) => rowsIn(file, sql),
    tamper: (sql) => {
      const db = new Database(file)
      try {
        db.exec(sql)
      } finally {
        db.close()
      }
    },
    [Symbol.dispose]: () => {
      journal[Symbol.dispose]()
      folder[Symbol.dispose]()
    },
  }
}

export function rowsIn(file: string, sql: string): readonly Readonly<Record<string, unknown>>[] {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare<[], Readonly<Record<string, unknown>>>(sql).all()
  } finally {
    db.close()
  }
}

export const NOTHING: Changes = {
  accounts: new Map(),
  shows: new Map(),
  programmes: new Map(),
  airings: new Map(),
  sessions: new Map(),
}

export const AIRING = 'market@2026-11-23T09:00' as AiringId

/** A turn that was taken: the bell, and whatever came of it. */
export const aTurn = (
  actions: readonly Action[] = [],
  receipt?: Receipt,
  changes: Changes = NOTHING,
): TakenTurn => ({
  turn: { event: { type: 'airing-due', airing: AIRING }, now: at('09:00'), roll: 0.5 },
  decision: { changes, actions },
  receipt,
})

export const anEnqueue = (
  more: { readonly key?: string; readonly takeover?: string; readonly gen?: number } = {},
): Guarded => ({
  type: 'enqueue',
  class: 'airing',
  key: more.key ?? 'enqueue:1',
  account: 'demo' as AccountId,
  airing: AIRING,
  session: 's1' as SessionId,
  takeover: (more.takeover ?? `${AIRING}/welcome/0`) as TakeoverId,
  gen: more.gen ?? 1,
  script: aTakeoverScript(),
  place: undefined,
  because: 'its cue is due',
})

export const aRow = (more: Partial<AsRunRow> = {}): AsRunRow => ({
  type: 'takeover',
  account: 'demo' as AccountId,
  show: 'market' as ShowId,
  airing: AIRING,
  timezone: 'Asia/Shanghai',
  version: 'v1',
  segment: 'opening',
  item: 'welcome',
  instance: `${AIRING}/welcome/0`,
  attempt: 1,
  title: 'Good morning',
  urgency: 'routine',
  plannedAt: at('01:00:00'),
  sentAt: at('01:00:00.010'),
  acceptedAt: at('01:00:00.050'),
  startedAt: at('01:00:00.250'),
  endedAt: at('01:00:08.250'),
  status: 'aired',
  reason: 'ON_TIME',
  evidence: 'callback',
  source: 'rundown',
  by: undefined,
  session: 's1' as SessionId,
  trace: undefined,
  text: 'Good morning, everybody.',
  media: undefined,
  language: 'en-US',
  voice: 'jenny',
  says: undefined,
  ...more,
})

export const aRecord = (more: Partial<AsRunRow> = {}): Action => ({
  type: 'record',
  row: aRow(more),
})
