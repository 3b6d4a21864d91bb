import { expect, test } from 'vitest'
import { planned } from '../../../daemon/core/ask/planned.js'
import { minutes, seconds } from '../../../daemon/core/time.js'

test('questions come in the order they are asked, and keep their number in the file', () => {
  const text = 'When do you ship?'
  const written = [
    { at: '00:12:30', from: 'Ann', text },
    { at: '+1m30s', from: 'Bob', text },
    { at: '90s', from: 'Cy', text },
    { at: '30:00:00', from: 'Di', text },
  ]
  expect(planned(written).map(({ number, at }) => [number, at])).toEqual([
    [2, seconds(90)],
    [3, seconds(90)],
    [1, seconds(750)],
    [4, minutes(1_800)],
  ])
})
