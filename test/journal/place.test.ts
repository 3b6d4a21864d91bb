import { cpSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openJournal } from '../../daemon/journal/journal.js'
import { lockFolder } from '../../daemon/journal/lock.js'
import { movedSince, placeOf } from '../../daemon/journal/place.js'
import { at } from '../builders.js'
import { aFolder, aTurn } from './a-journal.js'

/** A daemon was here, and has gone. */
function used(folder: string): void {
  using _lock = lockFolder(folder)
  using journal = openJournal(folder)
  journal.begin(at('09:00'), 'v1')
  journal.commit([aTurn()])
  journal.witness(at('09:00'))
}

/** What the next daemon finds in the folder. */
function found<T>(folder: string, look: (journal: ReturnType<typeof openJournal>) => T): T {
  using _lock = lockFolder(folder)
  using journal = openJournal(folder)
  return look(journal)
}

describe('a data folder', () => {
  test('that stays where it is, or is only renamed, was not moved', () => {
    using folder = aFolder()
    const here = join(folder.path, 'data')
    used(here)
    expect(found(here, (journal) => journal.moved())).toBeUndefined()
    const renamed = join(folder.path, 'renamed')
    renameSync(here, renamed)
    expect(found(renamed, (journal) => journal.moved())).toBeUndefined()
  })

  test('that was copied whole, witness and all, is noticed; its origin is not touched', () => {
    using folder = aFolder()
    const [here, copy] = [join(folder.path, 'data'), join(folder.path, 'copy')]
    used(here)
    cpSync(here, copy, { recursive: true })
    expect(found(copy, (journal) => journal.moved())).toBe('its files were copied here')
    expect(found(here, (journal) => journal.moved())).toBeUndefined()
  })

  test('begun on all the same does not know what happened since, and from then on lies here', () => {
    using folder = aFolder()
    const [here, copy] = [join(folder.path, 'data'), join(folder.path, 'copy')]
    used(here)
    cpSync(here, copy, { recursive: true })
    const begun = found(copy, (journal) => journal.begin(at('10:00'), 'v1'))
    expect(begun.amnesia).toMatchObject({ since: at('09:00'), says: 'its files were copied here' })
    expect(found(copy, (journal) => journal.moved())).toBeUndefined()
  })
})

test('another machine tells; what cannot be known does not', () => {
  const place = { machine: 'a', inode: '1', born: '1' }
  expect(movedSince(place, { ...place, machine: 'b' })).toBe('it was last used on another machine')
  expect(movedSince(place, { ...place, machine: undefined })).toBeUndefined()
  expect(movedSince({ ...place, inode: undefined }, place)).toBeUndefined()
  expect(movedSince(place, { ...place, inode: '2' })).toBe('its files were copied here')
  expect(movedSince(place, { ...place, born: '2' })).toBe('its files were copied here')
  expect(movedSince({ ...place, born: undefined }, place)).toBeUndefined()
})

test('a folder that nobody locked has no place of its own yet', () => {
  using folder = aFolder()
  expect(placeOf(folder.path).inode).toBeUndefined()
})
