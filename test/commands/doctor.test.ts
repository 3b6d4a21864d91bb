import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aFolder } from '../help/folder.js'
import { inProcess } from './in-process.js'

test('a secret that is missing in this shell keeps nothing else from being looked at', async () => {
  const folder = aFolder({
    'config.yaml': `
http: { port: 0 }
accounts:
  demo: { platform: softsugar, standIn: true, callbackSecret: { env: ONAIR_TEST_NOT_SET } }
`,
  })
  const { code, stdout } = await inProcess(['doctor', '--config', join(folder, 'config.yaml')])
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /error +config +.*ONAIR_TEST_NOT_SET is not set\n +not here; where onair runs/,
  )
  expect(stdout).toMatch(/ disk +.* free for /)
  expect(stdout).toMatch(/ account demo +the built-in stand-in/)
})
