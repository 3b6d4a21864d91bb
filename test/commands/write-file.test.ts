import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileTrouble, makeFolder } from '../../daemon/commands/write-file.js'
import { aFolder } from '../help/folder.js'

test('a folder is made with those it lies in, and one that is there is left alone', () => {
  const folder = join(aFolder(), 'a', 'b c', '雨')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

// Node's own way to make folders in folders never returns here.
test.runIf(existsSync('/proc/self'))('where nobody may make a folder, that is said', () => {
  expect(trouble('/proc/nobody/station')).toBe('there is no such folder')
})

function trouble(path: string): string | undefined {
  try {
    makeFolder(path)
    return undefined
  } catch (thrown) {
    return fileTrouble(thrown)
  }
}
