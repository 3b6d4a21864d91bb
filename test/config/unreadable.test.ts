import { expect, test } from 'vitest'
import { whyUnreadable } from '../../daemon/config/unreadable.js'
import { loadConfig } from '../../daemon/config.js'
import { aFolder } from '../help/folder.js'

test('what is to be done about a config that cannot be read is told by its cause', () => {
  expect(whyUnreadable('ENOENT').hint).toContain('copy config.example.yaml')
  expect(whyUnreadable('EACCES')).toEqual({
    says: 'this user may not read the configuration',
    hint: 'chown or chmod it, and the folders it lies in, for the user onair runs as',
  })
  expect(whyUnreadable('EIO')).toEqual({
    says: 'the configuration cannot be read (EIO)',
    hint: undefined,
  })
})

test('a folder named as the config is told as one', () => {
  const folder = aFolder()
  expect(loadConfig(folder, {}).problems).toMatchObject([
    { says: 'this is a folder', hint: 'name the file in it, such as config.yaml' },
  ])
})
