/**
 * The audience in front of a simulated station: the production desk of questions, its gates and its sources of answers,
 * on a book of questions that outlives each daemon. The platform's library answers over the same wire as everything else.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { State } from '../../daemon/core/plan/state.js'
import { after, minutes } from '../../daemon/core/time.js'
import { openDatabase } from '../../daemon/journal/database.js'
import {
  type QuestionBook,
  type QuestionRow,
  questionBook,
} from '../../daemon/journal/questions.js'
import { type AudienceDesk, openAudience } from '../../daemon/run/audience.js'
import { gatesOf } from '../../daemon/run/audience-door.js'
import type { Platforms } from '../../daemon/run/carry-out.js'
import type { Clock } from '../../daemon/run/clock.js'
import { consultant } from '../../daemon/run/consult.js'
import type { Loop } from '../../daemon/run/loop.js'
import { hashesWith } from '../../daemon/run/viewer-words.js'
import { secret } from '../../daemon/secret.js'

export interface Viewers extends Disposable {
  /** What the disk knows of every question that was asked. */
  readonly rows: () => readonly QuestionRow[]
  /** Those whose asker was told that it is on the disk. */
  readonly told: Set<string>
  readonly open: (around: AroundViewers) => ViewersDesk
}

export interface AroundViewers {
  readonly clock: Clock
  readonly state: State
  readonly rows: readonly AsRunRow[]
  readonly write: <T>(what: () => T) => T
}

export interface ViewersDesk extends Disposable {
  readonly desk: AudienceDesk
  readonly man: (loop: Loop, platforms: Platforms) => void
}

/** As the station's upkeep does it. */
const LOOK = minutes(1)

export function viewersIn(memory: string): Viewers {
  const folder = mkdtempSync(join(memory, 'onair-viewers-'))
  const db = openDatabase(folder)
  db.pragma('synchronous = off')
  const kept = questionBook(db)
  const hashes = hashesWith(secret('canary-asker-key'))
  let salts = 0
  return {
    rows: () => kept.list('', 0, 1_000_000),
    told: new Set(),
    open({ clock, state, rows, write }) {
      // The as-run log lies with the journal of this night.
      const asRun: QuestionBook['asRun'] = (instance) => {
        const row = rows.findLast((one) => one.type === 'takeover' && one.instance === instance)
        return row && { status: row.status, remark: row.says ?? null }
      }
      const gates = gatesOf(state, [])
      const log = { info: () => {}, warn: () => {}, alert: () => {} }
      const salt = () => `salt-${salts++}`
      const book = { ...kept, asRun }
      const desk = openAudience({ book, clock, log, hashes, gates, write, salt })
      let next: Disposable | undefined
      const look = () => {
        desk.look()
        next = clock.wake(after(clock.now(), LOOK), look)
      }
      return {
        desk,
        man(loop, platforms) {
          const model = undefined
          desk.man(loop, consultant({ state, platforms, model, hashes, gates, clock }))
          look()
        },
        [Symbol.dispose]() {
          next?.[Symbol.dispose]()
          desk[Symbol.dispose]()
        },
      }
    },
    [Symbol.dispose]() {
      db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
