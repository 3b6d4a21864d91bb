import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { after, minutes } from '../../daemon/core/time.js'
import { ballastIn } from '../../daemon/journal/ballast.js'
import { openDisk } from '../../daemon/run/disk.js'
import { at } from '../builders.js'
import { aFolder, aTurn } from '../journal/a-journal.js'

const error = (code: string) => new Database.SqliteError('it says so', code)

/** A disk that fails with these codes, one a commit, and the folder its ballast lies in. */
function aDisk(...codes: readonly (string | undefined)[]) {
  const folder = aFolder()
  const told: string[] = []
  const fails = [...codes]
  let commits = 0
  const steady = 0
  let now = at('09:00')
  const tell = (weight: string) => (_: unknown, says: string) => void told.push(`${weight} ${says}`)
  const disk = openDisk({
    commit: () => {
      const code = fails.shift()
      if (code) throw error(code)
      commits += 1
    },
    ballast: ballastIn(folder.path, 40_000),
    steady: () => steady,
    now: () => now,
    folder: folder.path,
    log: { alert: tell('alert'), warn: tell('warn'), info: tell('info') },
  })
  const attempt = () => {
    now = after(now, minutes(1))
    try {
      disk.commit([aTurn()])
      return 'kept'
    } catch {
      return 'not kept'
    }
  }
  const ballast = join(folder.path, 'ballast')
  return {
    disk,
    told,
    attempt,
    ballast,
    commits: () => commits,
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  }
}

test('when the disk is full the ballast goes overboard, and the very commit succeeds', () => {
  using made = aDisk('SQLITE_FULL')
  expect(existsSync(made.ballast)).toBe(true)
  expect(made.attempt()).toBe('kept')
  expect(existsSync(made.ballast)).toBe(false)
  expect(made.disk.trouble()).toBeUndefined()
  expect(made.told).toEqual([expect.stringMatching(/^alert the disk is full: the reserve was/)])
})

test('the ballast is laid down again when there is room, and that is told', () => {
  using made = aDisk('SQLITE_FULL')
  made.attempt()
  made.disk.restore()
  made.disk.restore()
  expect(existsSync(made.ballast)).toBe(true)
  expect(made.told.slice(1)).toEqual(['info the disk has room again; the reserve is back'])
})

test('a disk that stays full is told once, and once that it is over', () => {
  using made = aDisk('SQLITE_FULL', 'SQLITE_FULL', 'SQLITE_FULL', 'ENOSPC')
  expect([1, 2, 3].map(made.attempt)).toEqual(['not kept', 'not kept', 'not kept'])
  expect(made.disk.trouble()).toBe('full')
  made.disk.restore()
  expect(existsSync(made.ballast)).toBe(false)
  expect([made.attempt(), made.attempt()]).toEqual(['kept', 'kept'])
  expect(made.told.map((line) => line.slice(0, 30))).toEqual([
    'alert the disk is full: the re',
    'alert the disk is full, the jo',
    'info the journal can be writte',
  ])
})

test('a disk that loses what it is given is never written again, and that is known at once', async () => {
  using made = aDisk('SQLITE_IOERR_FSYNC')
  expect(made.attempt()).toBe('not kept')
  await made.disk.lost
  expect(made.attempt()).toBe('not kept')
  expect(made.commits()).toBe(0)
  expect(made.told).toEqual([expect.stringMatching(/onair ends.*SQLITE_IOERR_FSYNC/)])
})

test('what is wrong stands there for whoever looks later: what, since when, what to do', () => {
  using made = aDisk('SQLITE_FULL', undefined, 'SQLITE_FULL', 'SQLITE_FULL', 'SQLITE_BUSY')
  expect(made.disk.standing()).toBeUndefined()
  made.attempt()
  const low = { is: 'low', since: at('09:01'), todo: 'make room' }
  expect(made.disk.standing()).toMatchObject(low)
  made.attempt()
  made.attempt()
  expect(made.disk.standing()).toMatchObject({ is: 'full', since: at('09:02'), todo: 'make room' })
  made.attempt()
  expect(made.disk.standing()).toMatchObject({ is: 'busy', since: at('09:04') })
  made.attempt()
  expect(made.disk.standing()).toMatchObject(low)
  made.disk.restore()
  expect(made.disk.standing()).toBeUndefined()
})

test('a callback that cannot be stored throws, and is part of the same trouble', () => {
  using made = aDisk()
  rmSync(made.ballast)
  const write = () =>
    made.disk.write(() => {
      throw error('SQLITE_FULL')
    })
  expect(write).toThrow('it says so')
  expect(made.disk.trouble()).toBe('full')
})
