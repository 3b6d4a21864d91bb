import { expect, test } from 'vitest'
import { told, written } from '../../help/written-rundown.js'

const shown = (url: string) =>
  told(written({ stage: `stage: { foregrounds: [{ image: "${url}" }] }` }))

test.each([
  'https://cdn.example/a.png',
  'https://cdn.example/a.PNG?version=2.gif',
  'http://cdn.example/a.b/c.jpg#part',
])('%s is an image by its ending', (url) => {
  expect(shown(url)).toEqual([])
})

test.each([
  ['https://cdn.example/a.gif', 'an image cannot be .gif; the platform takes .png, .jpg'],
  ['https://cdn.example/a.png/', 'the address does not end like that of an image'],
  ['https://cdn.example/picture', 'the address does not end like that of an image'],
  ['https://cdn.example.png', 'the address does not end like that of an image'],
  ['https:///a.png', 'the address does not end like that of an image'],
  ['https://cdn.example/picture?a=.png', 'the address does not end like that of an image'],
])('%s is none', (url, says) => {
  expect(shown(url)).toEqual([`file-type: ${says}`])
})
