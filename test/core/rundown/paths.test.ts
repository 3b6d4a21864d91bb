import { expect, test } from 'vitest'
import { folderOf, isUrl, pathWithin, shownIn } from '../../../daemon/core/rundown/paths.js'

test('a path is relative to the file that names it', () => {
  const within = (naming: string, written: string) => pathWithin('shows/', naming, written)
  expect(within('shows/evening.yaml', 'media/a.png')).toBe('shows/media/a.png')
  expect(within('shows/shared/li.yaml', 'a.png')).toBe('shows/shared/a.png')
  expect(within('shows/shared/li.yaml', '../media/./a.png')).toBe('shows/media/a.png')
})

test('a path does not lead out of the folder, not even to come back', () => {
  expect(pathWithin('shows/', 'shows/evening.yaml', '../secret.yaml')).toBeUndefined()
  expect(pathWithin('shows/', 'shows/evening.yaml', '../shows/a.png')).toBeUndefined()
  expect(pathWithin('', 'evening.yaml', 'a/../../b')).toBeUndefined()
})

test('the folder itself may be anywhere', () => {
  expect(pathWithin('../../', '../../evening.yaml', 'a.png')).toBe('../../a.png')
  expect(pathWithin('/srv/', '/srv/evening.yaml', 'a.png')).toBe('/srv/a.png')
  expect(folderOf('evening.yaml')).toBe('')
  expect(shownIn('/srv/', '/srv/a.png')).toBe('a.png')
})

test('what begins with http is no path', () => {
  expect(isUrl('https://cdn.example/a.png')).toBe(true)
  expect(isUrl('https/a.png')).toBe(false)
})
