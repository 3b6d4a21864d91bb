import { expect, test } from 'vitest'
import { told, written } from '../../help/written-rundown.js'

const front = (box: string) =>
  told(
    written({
      stage: `stage: { foregrounds: [{ image: https://cdn.example/a.png, box: ${box} }] }`,
    }),
  )

test('a box may fill the canvas and not a pixel more', () => {
  expect(front('[0, 0, 1080, 1920]')).toEqual([])
  expect(front('[1, 0, 1080, 1920]')[0]).toContain('outside the canvas')
  expect(front('[0, -1, 10, 10]')[0]).toContain('outside the canvas')
  expect(front('[0, 0, 0, 10]')[0]).toContain('shows nothing')
})

test('a picture shown for no time is an error', () => {
  const stage = 'stage: { foregrounds: [{ image: https://cdn.example/a.png, for: 0s }] }'
  expect(told(written({ stage }))).toEqual(['out-of-range: a picture shown for 0s is never seen'])
})

test('an image that loops is a warning', () => {
  const stage = 'stage: { backgrounds: [{ image: https://cdn.example/a.png, loop: true }] }'
  expect(told(written({ stage }))).toEqual(['image-loop: an image does not loop; only films do'])
})

test('the stream is upright', () => {
  expect(told(written({ stage: 'stage: { resolution: [1920, 1080] }' }))).toEqual([
    'out-of-range: 1920 x 1080 is wider than 1080 x 1920',
  ])
  expect(told(written({ stage: 'stage: { resolution: [720, 1280] }' }))).toEqual([])
})
