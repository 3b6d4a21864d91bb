import { expect, test } from 'vitest'
import { after, hours, instant, millis, minutes, seconds } from '../../../daemon/core/time.js'
import { signature } from '../../../daemon/platform/softsugar/credentials.js'
import { openSoftSugar } from '../../../daemon/platform/softsugar/open.js'
import { secret } from '../../../daemon/secret.js'
import { aLiveScript } from './scripts.js'
import {
  type Asked,
  type Doing,
  openSmallVendor,
  pair,
  REFRESH,
  refusal,
  success,
  TOKEN,
} from './small-vendor.js'

const NIGHT = instant(Date.UTC(2026, 10, 21, 20))
const KEY = 'demo-key-0001'
const BEAT = '/heartbeat'

async function openAt(does?: (asked: Asked) => Doing | undefined) {
  const vendor = await openSmallVendor(does)
  const clock = { now: NIGHT }
  const platform = openSoftSugar({
    baseUrl: vendor.url,
    appId: 'demo-app-0001',
    appKey: secret(KEY),
    now: () => clock.now,
  })
  return {
    vendor,
    clock,
    platform,
    [Symbol.asyncDispose]: async () => {
      await platform[Symbol.asyncDispose]()
      await vendor[Symbol.asyncDispose]()
    },
  }
}

test('the signature is the one of the test vector', () => {
  expect(signature('demo-app-0001', '1700000000', secret(KEY))).toBe(
    'faa3d3737991aa0c12638f0695d71e91',
  )
})

test('fifty calls at once ask for one token, signed with the time in seconds', async () => {
  await using it = await openAt()
  const calls = Array.from({ length: 50 }, () => it.platform.keepAlive('s-1'))
  for (const outcome of await Promise.all(calls)) expect(outcome.is).toBe('applied')
  const timestamp = String(NIGHT / 1_000)
  expect(it.vendor.askedFor(TOKEN)).toEqual([
    {
      path: '/api/uc/v1/access/api/token',
      bearer: undefined,
      body: {
        appId: 'demo-app-0001',
        timestamp,
        sign: signature('demo-app-0001', timestamp, secret(KEY)),
        grantType: 'sign',
      },
    },
  ])
  expect(new Set(it.vendor.askedFor(BEAT).map(({ bearer }) => bearer))).toEqual(
    new Set(['access-token-1']),
  )
})

test('after three and a half hours the token is refreshed beside the calls', async () => {
  await using it = await openAt()
  await it.platform.keepAlive('s-1')
  it.clock.now = after(NIGHT, minutes(209))
  await it.platform.keepAlive('s-1')
  expect(it.vendor.askedFor(REFRESH)).toHaveLength(0)

  it.clock.now = after(NIGHT, hours(3.5))
  for (let beat = 0; beat < 100 && lastBeat(it.vendor.asked) !== 'access-token-2'; beat += 1) {
    expect(await it.platform.keepAlive('s-1')).toMatchObject({ is: 'applied' })
  }
  expect(lastBeat(it.vendor.asked)).toBe('access-token-2')
  expect(it.vendor.askedFor(REFRESH)).toEqual([
    {
      path: '/api/uc/v1/access/api/token/refresh',
      bearer: 'refresh-token-1',
      body: { appId: 'demo-app-0001', grantType: 'refreshToken' },
    },
  ])
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(1)
})

test('a refresh that is refused becomes a new signature', async () => {
  await using it = await openAt(({ path }) =>
    path.endsWith(REFRESH) ? refusal('refresh token is unknown or expired') : undefined,
  )
  await it.platform.keepAlive('s-1')
  it.clock.now = after(NIGHT, hours(4))
  for (let beat = 0; beat < 100 && lastBeat(it.vendor.asked) !== 'access-token-2'; beat += 1) {
    await it.platform.keepAlive('s-1')
  }
  expect(it.vendor.askedFor(REFRESH)).toHaveLength(1)
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(2)
})

test('a renewal that fails leaves the token in use, and is tried again in 30 s', async () => {
  let isDown = false
  await using it = await openAt(({ path }) =>
    isDown && path.includes(TOKEN) ? { status: 503, raw: 'down' } : undefined,
  )
  await it.platform.keepAlive('s-1')
  isDown = true
  it.clock.now = after(NIGHT, hours(4))
  for (let beat = 0; beat < 20; beat += 1) {
    expect(await it.platform.keepAlive('s-1')).toMatchObject({ is: 'applied' })
  }
  expect(it.vendor.askedFor(REFRESH)).toHaveLength(1)
  isDown = false
  it.clock.now = after(it.clock.now, seconds(31))
  for (let beat = 0; beat < 100 && lastBeat(it.vendor.asked) !== 'access-token-2'; beat += 1) {
    await it.platform.keepAlive('s-1')
  }
  expect(it.vendor.askedFor(REFRESH)).toHaveLength(2)
})

test('an expired token is not used: the call waits for another', async () => {
  await using it = await openAt()
  await it.platform.keepAlive('s-1')
  it.clock.now = after(NIGHT, hours(9))
  await it.platform.keepAlive('s-1')
  expect(lastBeat(it.vendor.asked)).toBe('access-token-2')
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(2)
})

test.each<[string, Doing]>([
  ['HTTP 401', { status: 401, raw: 'no' }],
  ['a refusal that speaks of the token', refusal('token is unknown or expired')],
])(
  'a token refused by %s is renewed once for all calls, and each is made once more',
  async (_, no) => {
    await using it = await openAt(({ bearer }) => (bearer === 'access-token-1' ? no : undefined))
    const calls = Array.from({ length: 20 }, () => it.platform.goLive('s-1'))
    await Promise.all(calls)
    expect(it.vendor.askedFor(TOKEN)).toHaveLength(2)
    const starts = it.vendor.askedFor('/start').map(({ bearer }) => bearer)
    expect(starts.filter((bearer) => bearer === 'access-token-1')).toHaveLength(20)
    expect(starts.filter((bearer) => bearer === 'access-token-2')).toHaveLength(20)
  },
)

test('a call refused twice is unauthorised, and no third attempt is made', async () => {
  await using it = await openAt(({ path }) =>
    path.endsWith('/start') ? refusal('invalid token', 401) : undefined,
  )
  expect(await it.platform.goLive('s-1')).toMatchObject({
    is: 'not-applied',
    why: 'unauthorised',
  })
  expect(it.vendor.askedFor('/start')).toHaveLength(2)
  await it.platform.goLive('s-1')
  expect(it.vendor.askedFor('/start')).toHaveLength(3)
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(2)
})

test('where seconds are refused, milliseconds are tried, and kept if wanted', async () => {
  let issued = 0
  const isMillis = ({ body }: Asked) => JSON.stringify(body).includes(`"${NIGHT}"`)
  await using it = await openAt((asked) => {
    if (!asked.path.endsWith(TOKEN))
      return asked.bearer === 'access-token-1' ? { status: 401, raw: '' } : undefined
    if (!isMillis(asked)) return refusal('timestamp is wrong')
    issued += 1
    return pair(issued)
  })
  expect(await it.platform.keepAlive('s-1')).toMatchObject({ is: 'applied' })
  expect(it.vendor.askedFor(TOKEN).map(isMillis)).toEqual([false, true, true])
})

test('refused credentials make calls unauthorised, without a flood of requests', async () => {
  await using it = await openAt(({ path }) =>
    path.endsWith(TOKEN) ? refusal('sign is wrong') : undefined,
  )
  for (let call = 0; call < 5; call += 1) {
    expect(await it.platform.open(aLiveScript(), 'm')).toMatchObject({ why: 'unauthorised' })
  }
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(2)
  expect(it.vendor.askedFor('/create')).toHaveLength(0)
  it.clock.now = after(NIGHT, millis(1_001))
  await it.platform.keepAlive('s-1')
  expect(it.vendor.askedFor(TOKEN)).toHaveLength(4)
})

test('what was refused because our clock was ahead is asked again at once when it was set back', async () => {
  let isAhead = true
  await using it = await openAt(({ path }) =>
    isAhead && path.endsWith(TOKEN) ? refusal('timestamp is wrong') : undefined,
  )
  it.clock.now = after(NIGHT, hours(1))
  expect(await it.platform.keepAlive('s-1')).toMatchObject({ why: 'unauthorised' })
  isAhead = false
  it.clock.now = NIGHT
  expect(await it.platform.keepAlive('s-1')).toMatchObject({ is: 'applied' })
})

test('a token that was issued while our clock was ahead, and is refused, is replaced when it was set back', async () => {
  const dead: string[] = ['access-token-1', 'access-token-2']
  await using it = await openAt(({ path, bearer }) =>
    path.endsWith(BEAT) && dead.includes(bearer ?? '') ? refusal('invalid token') : undefined,
  )
  it.clock.now = after(NIGHT, hours(1))
  expect(await it.platform.keepAlive('s-1')).toMatchObject({ why: 'unauthorised' })
  it.clock.now = NIGHT
  expect(await it.platform.keepAlive('s-1')).toMatchObject({ is: 'applied' })
})

test('without a token nothing was sent, whatever became of the request for one', async () => {
  await using it = await openAt(({ path }) => (path.endsWith(TOKEN) ? 'hangs-up' : undefined))
  expect(await it.platform.goLive('s-1')).toMatchObject({ is: 'not-applied', why: 'never-sent' })
  expect(it.vendor.askedFor('/start')).toHaveLength(0)
})

test('an answer to the token request that holds none is no token', async () => {
  await using it = await openAt(({ path }) => (path.endsWith(TOKEN) ? success({}) : undefined))
  expect(await it.platform.goLive('s-1')).toMatchObject({ is: 'not-applied', why: 'never-sent' })
})

const lastBeat = (asked: readonly Asked[]) =>
  asked.filter(({ path }) => path.endsWith(BEAT)).at(-1)?.bearer
