import { expect, test } from 'vitest'
import { table } from '../../daemon/commands/table.js'

test('a year of a large station is a table, however many rows that is', () => {
  const rows = Array.from({ length: 300_000 }, () => ['x'])
  expect(table(['a'], rows)).toHaveLength(600_002)
})

test('columns give way one after the other, each down to what it keeps', () => {
  const rows = [['2026-11-23', 'market-open@2026-11-23T09:30', 'A title of some length']]
  const at = (columns: number) =>
    table(['day', 'airing', 'title'], rows, {
      columns,
      elastic: [
        { column: 2, least: 10 },
        { column: 1, least: 12 },
      ],
    }).split('\n')[1]
  expect(at(70)).toBe('2026-11-23  market-open@2026-11-23T09:30  A title of some length')
  expect(at(60)).toBe('2026-11-23  market-open@2026-11-23T09:30  A title of some l…')
  expect(at(40)).toBe('2026-11-23  market-open@202…  A title o…')
  expect(at(20)).toBe('2026-11-23  market-open…  A title o…')
})
