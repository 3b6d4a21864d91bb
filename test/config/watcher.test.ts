import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { type Environment, loadConfig } from '../../daemon/config.js'
import { aFolder } from '../help/folder.js'

const LONG_SECRET = 'canary-0123456789abcdef-long'
const DEMO = 'accounts: { demo: { platform: softsugar, standIn: true } }\n'

const load = (text: string, environment: Environment = {}) =>
  loadConfig(join(aFolder({ 'config.yaml': text }), 'config.yaml'), environment)
const told = (text: string, environment: Environment = {}) =>
  load(text, environment).problems.map(({ severity, code, says }) => `${severity} ${code}: ${says}`)

test('who watches the station from outside: an address that shows no token, and a token nobody guesses', () => {
  const text = (url: string) => `${DEMO}watcher: { url: ${url}, token: { env: WATCHER } }\n`
  const { config, problems } = load(text('https://watcher.example/'), { WATCHER: LONG_SECRET })
  expect(problems).toEqual([])
  expect(config?.watcher?.url).toBe('https://watcher.example')
  expect(config?.watcher?.token.reveal()).toBe(LONG_SECRET)
  expect(inspect(config, { depth: 9 })).not.toContain(LONG_SECRET)
  expect(load(DEMO).config?.watcher).toBeUndefined()
  expect(told(text('http://watcher.example'), { WATCHER: LONG_SECRET })).toEqual([
    'error plain-http: plain http is allowed to this machine only',
  ])
  expect(told(text('https://watcher.example'), { WATCHER: 'short' })).toEqual([
    'error weak-secret: a token has at least 24 characters and no blanks',
  ])
  expect(
    told(`${DEMO}watcher: { url: https://w.example, token: ${LONG_SECRET} }\n`).join(),
  ).not.toContain(LONG_SECRET)
})
