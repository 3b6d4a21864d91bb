import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openDisk } from '../../daemon/run/disk.js'
import { leave } from '../../daemon/run/leave.js'
import { DiskLost } from '../../daemon/run/opening.js'
import { at } from '../builders.js'
import { opened } from '../core/plan/builders.js'
import { aFolder } from '../journal/a-journal.js'
import { aLoop } from './a-loop.js'

const nothing = () => {}
const quiet = { info: nothing, warn: nothing, alert: nothing }

/** A station that is left while an answer is still to be written; the disk takes it, or fails with this code. */
function aStation(code?: string) {
  const done: string[] = []
  const folder = aFolder()
  const disk = openDisk({
    commit: () => {
      if (code) throw new Database.SqliteError('it says so', code)
      done.push('written')
    },
    ballast: { lay: () => true, drop: () => false },
    steady: () => 0,
    now: () => at('09:00'),
    folder: folder.path,
    log: quiet,
  })
  const { loop } = aLoop(undefined, { commit: disk.commit })
  const rooms = {
    config: { data: folder.path, accounts: [] },
    loop,
    // The answer comes when time stands still for the loop.
    calls: { idle: async () => loop.post(opened()) },
    ends: { platforms: new Map() },
    disk,
    journal: { abandon: () => void done.push('abandoned') },
    supervisor: { stopping: () => void done.push('stopping') },
    teller: { ends: async () => void done.push('last word') },
    folder: folder.path,
    log: quiet,
  }
  return { rooms, done, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

test('what is answered while it leaves is written down', async () => {
  using station = aStation()
  await leave(station.rooms, false)
  expect(station.done).toEqual(['stopping', 'written'])
})

test('a disk that is lost while it leaves is no good end: nothing more is written, and the exit says so', async () => {
  using station = aStation('SQLITE_IOERR_FSYNC')
  await expect(leave(station.rooms, false)).rejects.toThrow(DiskLost)
  expect(station.done).toEqual(['stopping', 'abandoned'])
})
