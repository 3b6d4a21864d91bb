import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { type Environment, loadConfig } from '../daemon/config.js'
import { days, minutes, seconds } from '../daemon/core/time.js'
import { aFolder } from './help/folder.js'

const EXAMPLE = new URL('../config.example.yaml', import.meta.url).pathname
const SECRET = 'canary-0123456789abcdef'
const LONG_SECRET = `${SECRET}-long`

const load = (text: string, environment: Environment = {}, files = {}) => {
  const folder = aFolder({ 'config.yaml': text, ...files })
  return { folder, ...loadConfig(join(folder, 'config.yaml'), environment) }
}
const told = (text: string, environment: Environment = {}) =>
  load(text, environment).problems.map(({ severity, code, says }) => `${severity} ${code}: ${says}`)
const DEMO = 'accounts: { demo: { platform: softsugar, standIn: true } }\n'

test('the example is valid as it stands', () => {
  const { config, problems } = loadConfig(EXAMPLE, {})
  expect(problems).toEqual([])
  expect(config).toMatchObject({
    station: 'demo',
    timezone: 'Asia/Shanghai',
    http: { host: '127.0.0.1', port: 8420, publicUrl: undefined },
    accounts: [{ id: 'demo', farEnd: { is: 'stand-in', faults: '', render: true }, sessions: 3 }],
  })
})

test('the example is the manual: every key of the schema is in it', () => {
  const text = readFileSync(EXAMPLE, 'utf8')
  const schema: unknown = JSON.parse(
    readFileSync(new URL('../schemas/config.schema.json', import.meta.url), 'utf8'),
  )
  const missing = keysIn(schema).filter(
    (key) => !new RegExp(`(?:^|[\\s{#])${key}:`, 'm').test(text),
  )
  expect(missing).toEqual([])
})

test('the real account of the example is valid too, once its secrets are there', () => {
  const text = readFileSync(EXAMPLE, 'utf8')
    .replace(/^( *)# (main:|bucket:| {2,}\S.*)$/gm, '$1$2')
    .replace('/run/secrets/softsugar-appkey', 'appkey')
    .replace('/run/secrets/bucket-key', 'appkey')
    .replace(/^ *# +#/gm, '#')
  const environment = {
    SOFTSUGAR_APP_ID: 'app',
    SOFTSUGAR_CALLBACK_SECRET: SECRET,
    BUCKET_KEY_ID: 'id',
  }
  const { config, problems } = load(text, environment, { appkey: `${SECRET}\n` })
  expect(problems).toEqual([])
  expect(config?.accounts.map(({ id }) => id)).toEqual(['demo', 'main'])
})

test('what a station says of its questions', () => {
  const text = `${DEMO}questions:
  retention: 7d
  blocked: words.txt
  intake: { keys: [{ env: ONE }, { file: two }] }
  answers: { url: https://m.example/v1/, model: small, key: { env: ONE }, prompt: Be brief. }
`
  const files = {
    'words.txt': '# none of these\nfraud\n\n退款 # money back\n***\n',
    two: LONG_SECRET,
  }
  const { config, problems } = load(text, { ONE: LONG_SECRET }, files)
  expect(problems).toEqual([])
  expect(config?.questions).toMatchObject({
    retention: days(7),
    blocked: ['fraud', '退款'],
    answers: { url: 'https://m.example/v1', deadline: seconds(6) },
  })
  expect(config?.questions.intakeKeys.map((key) => key.reveal())).toEqual([
    LONG_SECRET,
    LONG_SECRET,
  ])
  expect(inspect(config, { depth: 9 })).not.toContain(SECRET)
})

test('what a station may not say of its questions', () => {
  const text = `${DEMO}questions:
  retention: 5m
  blocked: none.txt
  intake: { keys: [{ env: ONE }] }
  answers: { url: http://m.example/v1, model: small, prompt: Be brief., deadline: 1m }
`
  expect(told(text, { ONE: 'short' })).toEqual([
    'error out-of-range: 1h to 400d is possible here',
    'error unreadable: the list of blocked words none.txt cannot be read',
    'error weak-secret: a signing key has at least 24 characters',
    'error plain-http: plain http is allowed to this machine only',
    'error out-of-range: 500ms to 7s is possible here',
  ])
})

test('what is left out has its default, and paths are those of the folder of the file', () => {
  const { config, folder } = load(DEMO)
  expect(config).toEqual({
    station: 'onair',
    timezone: 'UTC',
    disclosure: 'recommended',
    playlists: join(folder, 'playlists'),
    onSave: 'apply',
    data: join(folder, 'data'),
    http: { host: '127.0.0.1', port: 8420, publicUrl: undefined },
    log: { level: 'info', format: 'auto' },
    questions: { intakeKeys: [], blocked: [], retention: days(30), answers: undefined },
    ffmpeg: undefined,
    media: { loudness: -16, truePeak: -1, remoteHosts: [], bucket: undefined },
    accounts: [
      {
        id: 'demo',
        platform: 'softsugar',
        farEnd: { is: 'stand-in', faults: '', render: false },
        callbackSecret: undefined,
        exclusive: false,
        sessions: 1,
        lead: minutes(4),
        price: undefined,
        minutesPerDay: undefined,
      },
    ],
  })
})

test('a price has a currency, and a currency a price', () => {
  const account = (more: string) =>
    `accounts: { demo: { platform: softsugar, standIn: true, ${more} } }\n`
  const { config, problems } = load(account('price: 0.9, currency: CNY, minutesPerDay: 480'))
  expect(problems).toEqual([])
  expect(config?.accounts[0]).toMatchObject({
    price: { perMinute: 0.9, currency: 'CNY' },
    minutesPerDay: 480,
  })
  expect(told(account('price: 0.9'))).toHaveLength(1)
  expect(told(account('currency: CNY'))).toHaveLength(1)
  expect(told(account('price: -1, currency: yuan'))).toHaveLength(2)
})

test('a station may require that every rundown says its presenter is synthetic', () => {
  expect(load(`disclosure: required\n${DEMO}`).config?.disclosure).toBe('required')
  expect(told(`disclosure: never\n${DEMO}`)).toHaveLength(1)
})

test('secrets come from the environment and from files, and do not show', () => {
  const { config, problems } = load(
    `accounts:
  main:
    platform: softsugar
    credentials: { appId: { env: ID }, appKey: { file: keys/app } }
    callbackSecret: { env: CALLBACK }
`,
    { ID: ' my-id\n', CALLBACK: SECRET },
    { 'keys/app': `${SECRET}\r\n` },
  )
  expect(problems).toEqual([])
  const [account] = config?.accounts ?? []
  if (account?.farEnd.is !== 'vendor') throw new Error('no vendor')
  expect(account.farEnd.baseUrl).toBe('https://aigc.softsugar.com')
  expect(account.farEnd.credentials.appId?.reveal()).toBe('my-id')
  expect(account.farEnd.credentials.appKey?.reveal()).toBe(SECRET)
  expect(account.callbackSecret?.reveal()).toBe(SECRET)
  expect(JSON.stringify(config) + inspect(config, { depth: 9 })).not.toContain('canary')
})

test('the configuration cannot be changed', () => {
  const { config } = load(DEMO)
  expect(Object.isFrozen(config) && Object.isFrozen(config?.http)).toBe(true)
  expect(Object.isFrozen(config?.accounts[0]?.farEnd)).toBe(true)
})

test.each([
  ['a literal key', `credentials: { appId: x, appKey: ${SECRET} }`],
  ['a key that is a number', 'credentials: { appId: x, appKey: 4711815 }'],
  ['literal credentials', `credentials: ${SECRET}`],
  ['a literal callback secret', `callbackSecret: ${SECRET}`],
  ['a secret in place of a name', `callbackSecret: { env: "${SECRET}!" }`],
  ['an alias', `callbackSecret: *${SECRET}`],
  ['a weak secret', 'callbackSecret: { env: WEAK }'],
])('%s is an error that does not repeat it', (_, line) => {
  const { config, problems } = load(`accounts:\n  main:\n    platform: softsugar\n    ${line}\n`, {
    WEAK: 'canary',
  })
  expect(config).toBeUndefined()
  expect(problems.length).toBeGreaterThan(0)
  expect(JSON.stringify(problems)).not.toMatch(/canary|4711815/)
})

test('a literal key is one problem that says what to write', () => {
  const account = `{ platform: softsugar, credentials: { appId: x, appKey: ${SECRET} } }`
  const { problems } = load(`accounts: { main: ${account} }`)
  expect(problems).toMatchObject([
    {
      says: '"appKey" must be given by reference',
      hint: 'a secret is never written here: write { env: NAME } or { file: PATH }',
    },
  ])
})

test('a secret that cannot be had is told by the name of its variable or file', () => {
  const account = (id: string, key: string) =>
    `accounts: { main: { platform: softsugar, credentials: { appId: ${id}, appKey: ${key} } } }`
  expect(told(account('{ env: NOWHERE }', '{ file: nowhere }'))).toEqual([
    'error no-secret: the environment variable NOWHERE is not set',
    'error no-secret: the secret file nowhere cannot be read (ENOENT)',
  ])
  expect(told(account('{ env: EMPTY }', '{ file: . }'), { EMPTY: ' ' })).toEqual([
    'error no-secret: the environment variable EMPTY is empty',
    'error no-secret: the secret file . cannot be read (EISDIR)',
  ])
})

test('all problems are told at once, with their places', () => {
  const { problems } = load(`staton: x
http: { port: 99999 }
log: { level: inf }
accounts:
  demo: { platform: softsugr, standIn: true }
`)
  expect(problems.map(({ line, column, code, hint }) => [line, column, code, hint])).toEqual([
    [1, 1, 'unknown-key', 'did you mean "station"?'],
    [2, 15, 'out-of-range', undefined],
    [3, 15, 'not-one-of', 'did you mean "info"?'],
    [5, 21, 'not-one-of', 'did you mean "softsugar"?'],
  ])
})

test.each([
  ['https://x.example', true],
  ['http://127.0.0.1:9000', true],
  ['http://localhost:9000/', true],
  ['http://[::1]:9000', true],
  ['http://x.example', false],
  ['http://127.0.0.1.x.example', false],
  ['ftp://x.example', false],
  ['x.example', false],
  ['https://user:word@x.example', false],
])('the far end at %s: %s', (url, allowed) => {
  const credentials = '{ appId: x, appKey: { env: KEY } }'
  const account = `{ platform: softsugar, baseUrl: "${url}", credentials: ${credentials} }`
  const { config } = load(`accounts: { main: ${account} }`, { KEY: SECRET })
  expect(config !== undefined).toBe(allowed)
  const [main] = config?.accounts ?? []
  if (main?.farEnd.is === 'vendor') expect(main.farEnd.baseUrl).toBe(url.replace(/\/$/, ''))
})

test('listening where others can reach it is a warning', () => {
  const { config, problems } = load(`${DEMO}http: { host: 0.0.0.0 }\n`)
  expect(config?.http.host).toBe('0.0.0.0')
  expect(problems).toMatchObject([{ severity: 'warning', code: 'open-to-others' }])
  expect(told(`${DEMO}http: { host: "::1" }\n`)).toEqual([])
})

test('what belongs to a stand-in and what to a real account do not mix', () => {
  const account = (keys: string) => told(`accounts: { main: { platform: softsugar, ${keys} } }`)
  expect(account('standIn: true, baseUrl: https://x.example')[0]).toContain(
    '"baseUrl" has no meaning',
  )
  expect(account('standIn: false, faults: init=40s')).toContain(
    'error not-here: "faults" has a meaning only beside "standIn: true"',
  )
  expect(account('sessions: 2')).toEqual([
    'error missing-key: "credentials" is missing: this account is a real one',
  ])
})

test('a file that is not there is a problem, not a surprise', () => {
  expect(loadConfig('/nowhere/config.yaml', {})).toMatchObject({
    config: undefined,
    problems: [{ code: 'unreadable', file: '/nowhere/config.yaml' }],
  })
  expect(told('')).toEqual(['error empty: the file is empty'])
  expect(told('a: [')[0]).toContain('error yaml')
  expect(['Mars', '"+01:00"'].flatMap((zone) => told(`${DEMO}timezone: ${zone}\n`))).toEqual([
    'error unknown-zone: there is no time zone "Mars"',
    'warning fixed-offset: "+01:00" is a fixed offset: it never goes on summer time',
  ])
})

function keysIn(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...keysIn(value),
  ])
}

test('whoever only looks for the station needs none of its secrets', () => {
  const real =
    'accounts: { main: { platform: softsugar, callbackSecret: { env: NOWHERE },' +
    ' credentials: { appId: app, appKey: { file: /nowhere/at/all } } } }\n'
  const folder = aFolder({ 'config.yaml': real })
  const { config, problems } = loadConfig(join(folder, 'config.yaml'), 'without-secrets')
  expect(problems).toEqual([])
  expect(config?.data).toBe(join(folder, 'data'))
})
