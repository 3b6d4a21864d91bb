import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoted } from '../../daemon/commands/shell-words.js'

test('plain words stay as they are', () => {
  expect(['playlists/a-b.yaml', 'ü/雨.yaml'].map(quoted)).toEqual([
    'playlists/a-b.yaml',
    'ü/雨.yaml',
  ])
})

test.each(["it's", 'a b', '$HOME', '', '`x`', '"q" \\', '~', 'a;b', '*'])(
  'the shell reads %j as it is',
  (word) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`]).toString()).toBe(word)
  },
)
