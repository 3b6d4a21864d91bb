import { expect, test } from 'vitest'
import { roomOf, whyNotWritten } from '../../daemon/commands/doctor-machine.js'

test('room is told so that what is short can be seen', () => {
  expect(roomOf(8_900_000)).toBe('8 MB')
  expect(roomOf(0)).toBe('0 MB')
  expect(roomOf(1_240_000_000)).toBe('1.2 GB')
  expect(roomOf(123_400_000_000)).toBe('123 GB')
})

test('a folder that cannot be written because it is full needs room, not rights', () => {
  expect(whyNotWritten('data', 'ENOSPC')).toEqual({
    says: 'no room is left for data (ENOSPC)',
    todo: 'make room: a full disk stops new items',
  })
  expect(whyNotWritten('data', 'EACCES').todo).toContain('make it writable')
})
