import { expect, test } from 'vitest'
import { contentLines } from '../../../daemon/core/rundown/icalendar-lines.js'

test('a line that begins with a blank goes on with the one before, and keeps its first number', () => {
  expect(contentLines('SUMMARY:New\r\n  Year\r\n\r\nDTSTART:2026\n\t0101')).toEqual([
    { line: 1, name: 'SUMMARY', parameters: {}, value: 'New Year' },
    { line: 4, name: 'DTSTART', parameters: {}, value: '20260101' },
  ])
})

test('parameters may be quoted, and then hold any sign', () => {
  const [line] = contentLines('dtstart;tzid="a:b;c";VALUE=DATE:20260101')
  expect(line).toEqual({
    line: 1,
    name: 'DTSTART',
    parameters: { TZID: 'a:b;c', VALUE: 'DATE' },
    value: '20260101',
  })
})

test('a line without a colon is broken', () => {
  expect(contentLines('hello "a:b"')).toEqual([{ line: 1, broken: 'hello "a:b"' }])
})
