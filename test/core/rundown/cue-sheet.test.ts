// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { expect, test } from 'vitest'
import { cuesFrom } from '../../../daemon/core/rundown/cue-sheet.js'
import type { ImportMap, Sheet } from '../../../daemon/core/rundown/import-map.js'
import { breaches } from '../../../daemon/schemas/breaches.js'

const aSheet = (columns: readonly string[], ...rows: readonly (readonly string[])[]): Sheet => ({
  file: 'sheet.csv',
  columns,
  rows: rows.map((cells, index) => ({ row: index + 2, cells })),
})
const made = (sheet: Sheet, map: ImportMap) =>
  cuesFrom(sheet, map, (value) => breaches('rundown', value))
const MAP: ImportMap = { cue: '${Id}', at: '${Time}', say: 'Here comes number ${Id} of the day.' }

test('every row becomes a cue; empty rows and rows the map leaves out do not', () => {
  const sheet = aSheet(['Id', 'Time', 'Live'], ['a', '+1m', 'y'], ['', ' ', ''], ['b', '+2m', 'n'])
  const { cues, problems, skipped } = made(sheet, { ...MAP, rows: [{ column: 'Live', not: 'n' }] })
  expect([problems, skipped]).toEqual([[], 1])
  expect(cues.map(({ written, row }) => [row, written])).toEqual([
    [2, { cue: 'a', at: '+1m', say: 'Here comes number a of the day.' }],
  ])
})

test.each([
  [{ column: 'Live', is: ['y', 'yes'] }, ['a']],
  [{ column: 'Live', not: ['yes', ''] }, ['b']],
  [{ column: 'Live', filled: true }, ['a', 'b']],
  [{ column: 'Live', filled: false }, ['c']],
])('%j takes %j', (filter, ids) => {
  const rows = [
    ['a', '+1m', 'yes'],
    ['b', '+2m', 'n'],
    ['c', '+3m', ''],
  ]
  const { cues } = made(aSheet(['Id', 'Time', 'Live'], ...rows), { ...MAP, rows: [filter] })
  expect(cues.map(({ cue }) => cue)).toEqual(ids)
})

test('the zero that a sheet drops comes back', () => {
  const { cues } = made(aSheet(['Id', 'Time'], ['a', '9:05']), MAP)
  expect(cues[0]?.written.at).toBe('09:05')
})

test('problems come by row and column, all at once', () => {
  const sheet = aSheet(['Id', 'Time'], ['a', 'soon'], ['b', ''], ['a', '+1m'])
  expect(
    made(sheet, MAP)
      .problems.map(({ line, column, code }) => [line, column, code])
      .sort(),
  ).toEqual([
    [2, 2, 'wrong-form'],
    [3, 2, 'empty-cell'],
    [4, 1, 'duplicate-cue'],
  ])
})

test('a sound instead of words: an empty text is then no problem', () => {
  const map: ImportMap = { at: 'start', say: '${Text}', audio: '${Sound}' }
  const sheet = aSheet(
    ['Text', 'Sound'],
    ['', 'https://cdn.example/a.mp3'],
    ['Good day to all.', ''],
  )
  const { cues, problems } = made(sheet, map)
  expect(problems).toEqual([])
  expect(cues.map(({ written }) => Object.keys(written))).toEqual([
    ['cue', 'at', 'audio'],
    ['cue', 'at', 'say'],
  ])
})

test('a rank is a number, whatever the sheet says', () => {
  const map: ImportMap = { ...MAP, drop: '${Rank}' }
  const { cues } = made(
    aSheet(['Id', 'Time', 'Rank'], ['a', '+1m', '3'], ['b', '+1m', 'never']),
    map,
  )
  expect(cues.map(({ written }) => written.drop)).toEqual([3, 'never'])
})
