import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openJournal } from '../../daemon/journal/journal.js'
import { at } from '../builders.js'
import { aFolder, aJournal, aTurn } from './a-journal.js'

const file = (folder: string, name: string) => join(folder, name)

test('each start is an epoch of its own, and on the disk at once', () => {
  using kept = aJournal()
  expect(kept.journal.begin(at('09:00'), 'v1')).toMatchObject({ epoch: 1, amnesia: undefined })
  expect(kept.rows("select value from meta where key = 'epoch'")).toEqual([{ value: '1' }])
  kept.journal[Symbol.dispose]()
  using again = openJournal(kept.folder)
  expect(again.begin(at('09:00'), 'v1')).toMatchObject({ epoch: 2, amnesia: undefined })
})

test('a database made anew is of another generation; opened again it is of the same', () => {
  using one = aJournal()
  using other = aJournal()
  const { generation } = one.journal.position()
  expect(generation).toMatch(/^[0-9a-f]{32}$/)
  expect(other.journal.position().generation).not.toBe(generation)
  one.journal[Symbol.dispose]()
  using again = openJournal(one.folder)
  expect(again.position().generation).toBe(generation)
})

/** A day on the air: a copy is made, the show goes on, and then the copy is put back. */
function restored(between: (folder: string) => void) {
  const kept = aJournal()
  kept.journal.begin(at('09:00'), 'v1')
  kept.journal.commit([aTurn()])
  kept.journal[Symbol.dispose]()
  copyFileSync(file(kept.folder, 'journal.db'), file(kept.folder, 'backup.db'))
  between(kept.folder)
  rmSync(file(kept.folder, 'journal.db-wal'), { force: true })
  copyFileSync(file(kept.folder, 'backup.db'), file(kept.folder, 'journal.db'))
  return kept
}

const goOn = (folder: string) => {
  using journal = openJournal(folder)
  journal.begin(at('09:00'), 'v1')
  journal.commit([aTurn(), aTurn()])
  journal.witness(at('10:00'))
}

test('an older copy put back is noticed, and where its log ends is told', () => {
  using kept = restored(goOn)
  using journal = openJournal(kept.folder)
  const { amnesia, epoch } = journal.begin(at('09:00'), 'v1')
  expect(amnesia).toMatchObject({ since: at('09:00') })
  expect(amnesia?.says).toMatch(/turn 1 of start 1, and turn 3 of start 2/)
  expect(epoch).toBe(3)
})

test('a copy of the same start is noticed by the number of its last turn', () => {
  using kept = restored((folder) => {
    using journal = openJournal(folder)
    journal.commit([aTurn()])
    journal.witness(at('10:00'))
  })
  using journal = openJournal(kept.folder)
  expect(journal.begin(at('09:00'), 'v1').amnesia?.says).toMatch(
    /turn 1 of start 1, and turn 2 of start 1/,
  )
})

test('another database in the place of the old one is noticed', () => {
  using kept = aJournal()
  using other = aJournal()
  kept.journal.begin(at('09:00'), 'v1')
  kept.journal.witness(at('10:00'))
  for (const { journal } of [kept, other]) journal[Symbol.dispose]()
  copyFileSync(file(other.folder, 'journal.db'), file(kept.folder, 'journal.db'))
  using journal = openJournal(kept.folder)
  expect(journal.begin(at('09:00'), 'v1').amnesia?.says).toMatch(/another was put in its place/)
})

test('it stays noticed over a crash, until it was acted upon', () => {
  using kept = restored(goOn)
  const first = openJournal(kept.folder)
  const since = first.begin(at('09:00'), 'v1').amnesia?.since
  first.witness(at('10:01'))
  first[Symbol.dispose]()
  using second = openJournal(kept.folder)
  expect(second.begin(at('09:00'), 'v1').amnesia?.since).toBe(since)
  second.amnesiaOver()
  second.witness(at('10:02'))
  second[Symbol.dispose]()
  using third = openJournal(kept.folder)
  expect(third.begin(at('09:00'), 'v1').amnesia).toBeUndefined()
})

test('the usual start forgets nothing: with a witness a little behind, with none, with a torn one', () => {
  using kept = aJournal()
  kept.journal.begin(at('09:00'), 'v1')
  kept.journal.witness(at('09:00'))
  kept.journal.commit([aTurn()])
  kept.journal[Symbol.dispose]()
  const witness = file(kept.folder, 'witness.json')
  const spoil = [() => {}, () => writeFileSync(witness, '{"gener'), () => rmSync(witness)]
  for (const how of spoil) {
    how()
    using journal = openJournal(kept.folder)
    expect(journal.begin(at('09:00'), 'v1').amnesia).toBeUndefined()
  }
})

test('the witness is written whole: no half of it is ever left under its name', () => {
  using folder = aFolder()
  using journal = openJournal(folder.path)
  journal.begin(at('09:00'), 'v1')
  journal.witness(at('09:00'))
  expect(JSON.parse(readFileSync(file(folder.path, 'witness.json'), 'utf8'))).toEqual({
    ...journal.position(),
    at: at('09:00'),
  })
  expect(existsSync(file(folder.path, 'witness.json.new'))).toBe(false)
})
