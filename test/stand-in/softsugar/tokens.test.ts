import { expect, test } from 'vitest'
import { hours, millis, minutes } from '../../../daemon/core/time.js'
import { APP_ID, APP_KEY, aVendor, code, data, dataText, md5, PATHS } from './a-vendor.js'

test('the published formula signs a token request', () => {
  expect(md5('demo-app-00011700000000demo-key-0001')).toBe('faa3d3737991aa0c12638f0695d71e91')
})

test('seconds and milliseconds, as text or number, are all taken', () => {
  const vendor = aVendor()
  for (const timestamp of ['1700000000', '1700000000123', 1_700_000_000, 1_700_000_000_123]) {
    const sign = md5(`${APP_ID}${timestamp}${APP_KEY}`)
    const answer = vendor.post(PATHS.token, { appId: APP_ID, timestamp, sign, grantType: 'sign' })
    expect(data(answer, 'expiresIn')).toBe(8 * 3_600)
  }
})

test('a wrong signature, account or clock gives no token', () => {
  const vendor = aVendor()
  const right = {
    appId: APP_ID,
    timestamp: '1700000000',
    sign: md5(`${APP_ID}1700000000${APP_KEY}`),
    grantType: 'sign',
  }
  const wrong = [
    { sign: right.sign.toUpperCase() },
    { sign: null },
    { appId: 'stranger' },
    { timestamp: 'now' },
    { timestamp: '1700000001' },
    { grantType: 'refreshToken' },
  ]
  for (const part of wrong) {
    expect(code(vendor.post(PATHS.token, { ...right, ...part }))).not.toBe(0)
  }
  expect(code(vendor.post(PATHS.token, right))).toBe(0)
})

test('the third token kills the first', () => {
  const vendor = aVendor()
  const first = vendor.signIn()
  const second = vendor.signIn()
  const use = (token: string) => vendor.post(PATHS.history, {}, `Bearer ${token}`).status
  expect([use(first), use(second)]).toEqual([200, 200])
  const third = vendor.signIn()
  expect([use(first), use(second), use(third)]).toEqual([401, 200, 200])
  const revoked = vendor.model.record().filter((entry) => entry.type === 'token-revoked')
  expect(revoked).toHaveLength(2)
})

test('a token lives eight hours, or shorter than it promised', () => {
  const vendor = aVendor()
  vendor.pass(millis(hours(8) - 1))
  expect(vendor.get(PATHS.running).status).toBe(200)
  vendor.pass(millis(1))
  expect(vendor.get(PATHS.running).status).toBe(401)
  const liar = aVendor({ tokenDies: minutes(10) })
  liar.pass(minutes(10))
  expect(liar.get(PATHS.running).status).toBe(401)
})

test('a refresh token gives a new pair, once', () => {
  const vendor = aVendor()
  const sign = md5(`${APP_ID}1700000000${APP_KEY}`)
  const body = { appId: APP_ID, timestamp: '1700000000', sign, grantType: 'sign' }
  const refresh = dataText(vendor.post(PATHS.token, body), 'refreshToken')
  const ask = { appId: APP_ID, grantType: 'refreshToken' }
  const renewed = vendor.post(PATHS.refresh, ask, `Bearer ${refresh}`)
  const access = dataText(renewed, 'accessToken')
  expect(vendor.post(PATHS.history, {}, `Bearer ${access}`).status).toBe(200)
  expect(code(vendor.post(PATHS.refresh, ask, `Bearer ${refresh}`))).not.toBe(0)
  expect(code(vendor.post(PATHS.refresh, ask, `Bearer ${access}`))).not.toBe(0)
})

test('a bad token is HTTP 401, or HTTP 200 with a code, as switched; nothing is done either way', () => {
  for (const tokenRefusal of ['http', 'code'] as const) {
    const vendor = aVendor({ tokenRefusal })
    for (const header of ['', 'Bearer ', 'Bearer nobody', 'Basic nobody']) {
      const answer = vendor.post(PATHS.create, { param: '{}' }, header)
      expect(answer.status).toBe(tokenRefusal === 'http' ? 401 : 200)
      expect(code(answer)).not.toBe(0)
    }
    expect(vendor.model.sessions()).toEqual([])
  }
})
