import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ballastIn } from '../../daemon/journal/ballast.js'
import { aFolder } from './a-journal.js'

test('it takes up the room it says, also where the disk compresses; for its owner only', () => {
  using folder = aFolder()
  const file = join(folder.path, 'ballast')
  expect(ballastIn(folder.path, 50_000).lay()).toBe(true)
  expect(gzipSync(readFileSync(file)).length).toBeGreaterThan(49_000)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('laid twice it is laid once; dropped twice it is dropped once', () => {
  using folder = aFolder()
  const ballast = ballastIn(folder.path, 50_000)
  ballast.lay()
  const { ino, mtimeMs } = statSync(join(folder.path, 'ballast'))
  expect(ballast.lay()).toBe(true)
  expect(statSync(join(folder.path, 'ballast'))).toMatchObject({ ino, mtimeMs })
  expect([ballast.drop(), ballast.drop()]).toEqual([true, false])
})

test('half of one, left by a crash, is made whole', () => {
  using folder = aFolder()
  writeFileSync(join(folder.path, 'ballast'), 'x'.repeat(10))
  expect(ballastIn(folder.path, 50_000).lay()).toBe(true)
  expect(statSync(join(folder.path, 'ballast')).size).toBe(50_000)
})

test('where there is no room it fills nothing', () => {
  using folder = aFolder()
  expect(ballastIn(folder.path, Number.MAX_SAFE_INTEGER).lay()).toBe(false)
  expect(existsSync(join(folder.path, 'ballast'))).toBe(false)
})
