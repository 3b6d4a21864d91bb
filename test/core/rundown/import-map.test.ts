// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how columns are named in a map
import { expect, test } from 'vitest'
import { checkMap } from '../../../daemon/core/rundown/import-map.js'
import { readSource } from '../../../daemon/core/rundown/source.js'

test('a column that is not there is a problem of the map, at its place', () => {
  const { source } = readSource('say: ${Prise}\nrows:\n  - { column: Liv, is: y }\n', 'map.yaml')
  if (source === undefined) throw new Error('no source')
  const map = { say: '${Prise}', rows: [{ column: 'Liv', is: 'y' }] }
  expect(
    checkMap(map, source, { file: 'sheet.csv', columns: ['Price', 'Live'], rows: [] }),
  ).toMatchObject([
    { line: 1, column: 6, hint: 'did you mean "Price"?' },
    { line: 3, column: 15, hint: 'did you mean "Live"?' },
  ])
})
