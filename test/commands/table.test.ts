import { expect, test } from 'vitest'
import { table } from '../../daemon/commands/table.js'

test('a year of a large station is a table, however many rows that is', () => {
  const rows = Array.from({ length: 300_000 }, () => ['x'])
  expect(table(['a'], rows)).toHaveLength(600_002)
})
