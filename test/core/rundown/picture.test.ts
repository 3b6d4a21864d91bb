import { expect, test } from 'vitest'
import { readText, written } from '../../help/written-rundown.js'

const front = (image: string) =>
  readText(written({ stage: `stage: { foregrounds: [{ image: ${image} }] }` })).rundown?.stage
    .foregrounds[0]?.url

test('an address stays as it is, a path is made whole', () => {
  expect(front('https://cdn.example/a.png')).toBe('https://cdn.example/a.png')
  expect(front('./media//a.png')).toBe('media/a.png')
})

test('a path that leads out of the folder stays as it is, for the check to tell', () => {
  expect(front('../a.png')).toBe('../a.png')
})
