import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CannotOpen, DiskLost, onDisk } from '../../daemon/run/opening.js'
import { aFolder } from '../help/folder.js'

const failing = (folder: string, code: string) => () =>
  onDisk(folder, () => {
    throw Object.assign(new Error(`${code}: no`), { code })
  })

test.each(['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM'])('%s is not the fault of the disk', (code) => {
  expect(failing(aFolder({}), code)).toThrow(CannotOpen)
})

test('a disk that keeps nothing is', () => {
  expect(failing(aFolder({}), 'EIO')).toThrow(DiskLost)
  expect(failing(aFolder({}), 'SQLITE_CANTOPEN')).toThrow(DiskLost)
})

/** The administrator may write everywhere. */
test.skipIf(process.getuid?.() === 0)(
  'a file of somebody else is not, though SQLite says nothing of it',
  () => {
    const folder = aFolder({})
    writeFileSync(join(folder, 'journal.db'), '')
    chmodSync(join(folder, 'journal.db'), 0o400)
    expect(failing(folder, 'SQLITE_CANTOPEN')).toThrow(/this user may not write/)
  },
)
