import { expect, test } from 'vitest'
import { inOrder, notesOn } from '../../../daemon/core/rundown/notes.js'
import { readSource } from '../../../daemon/core/rundown/source.js'

test('a note becomes a problem at the place it names', () => {
  const { source } = readSource('a: 1\nb: 2\n', 'x.yaml')
  if (source === undefined) throw new Error('unreadable')
  const notes = notesOn(source)
  notes.warn({ place: '/b', part: 'key', code: 'odd', says: 'this is odd' })
  notes.error({ place: '/a', code: 'wrong', says: 'this is wrong', hint: 'write 2' })
  expect(inOrder(notes.problems)).toEqual([
    {
      severity: 'error',
      code: 'wrong',
      file: 'x.yaml',
      line: 1,
      column: 4,
      path: '/a',
      says: 'this is wrong',
      hint: 'write 2',
    },
    {
      severity: 'warning',
      code: 'odd',
      file: 'x.yaml',
      line: 2,
      column: 1,
      path: '/b',
      says: 'this is odd',
      hint: undefined,
    },
  ])
})
