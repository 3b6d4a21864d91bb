import { expect, test } from 'vitest'
import { seconds } from '../../../daemon/core/time.js'
import { aVendor, data, dataText, field, PATHS } from './a-vendor.js'

function aMicrophone() {
  const vendor = aVendor()
  const session = vendor.goLive()
  const token = dataText(vendor.get(PATHS.stat, { sessionId: session }), 'sessionToken')
  const { microphone } = vendor.model
  const opened = microphone.open({ session, authorization: `Bearer ${token}` }, vendor.now())
  const line = opened.is === 'open' ? opened.line : -1
  return { vendor, session, token, microphone, line }
}
const codes = (pushed: ReturnType<ReturnType<typeof aMicrophone>['microphone']['pushed']>) =>
  pushed.flatMap((one) => one.down.map((message) => field(message, 'code')))

test('begin is answered 2, voice is taken, eof ends it', () => {
  const { vendor, session, microphone, line } = aMicrophone()
  expect(field(microphone.begin(line, vendor.now()), 'code')).toBe(2)
  expect(microphone.audio(line, 3_200, vendor.now())).toBeUndefined()
  vendor.pass(seconds(2))
  expect(microphone.audio(line, 3_200, vendor.now())).toBeUndefined()
  microphone.eof(line, vendor.now())
  const ended = vendor.model.record().find((entry) => entry.type === 'microphone-ended')
  expect(ended).toMatchObject({ session, bytes: 6_400, gap: 2_000 })
  expect(field(microphone.audio(line, 1, vendor.now()), 'code')).toBe(5)
})

test('a wrong token is 1, an unknown session 6, one that is not live 6 at begin', () => {
  const { vendor, session, microphone } = aMicrophone()
  const open = (id: string | undefined, authorization: string | undefined) =>
    microphone.open({ session: id, authorization }, vendor.now())
  expect(open(session, 'Bearer nobody')).toMatchObject({ is: 'refused', down: { code: 1 } })
  expect(open(session, undefined)).toMatchObject({ is: 'refused', down: { code: 1 } })
  expect(open('nobody', 'Bearer x')).toMatchObject({ is: 'refused', down: { code: 6 } })
  expect(open(undefined, undefined)).toMatchObject({ is: 'refused', down: { code: 6 } })
  const created = vendor.create()
  const opened = open(dataText(created, 'sessionId'), `Bearer ${dataText(created, 'sessionToken')}`)
  const line = opened.is === 'open' ? opened.line : -1
  expect(field(microphone.begin(line, vendor.now()), 'code')).toBe(6)
})

test('while a takeover is active it is 7, until everything was cancelled', () => {
  const { vendor, session, microphone, line } = aMicrophone()
  vendor.enqueue(session)
  expect(field(microphone.begin(line, vendor.now()), 'code')).toBe(7)
  vendor.post(PATHS.cancel, { sessionId: session, commandTraceId: '-1' })
  expect(field(microphone.begin(line, vendor.now()), 'code')).toBe(2)
})

test('takeovers wait while the microphone is on air, and go on after it', () => {
  const { vendor, session, microphone, line } = aMicrophone()
  microphone.begin(line, vendor.now())
  const trace = vendor.enqueue(session)
  vendor.pass(seconds(60))
  expect(vendor.model.sessions()[0]?.queue).toMatchObject([{ trace, situation: 'waiting' }])
  microphone.gone(line, vendor.now())
  expect(vendor.model.sessions()[0]?.queue).toMatchObject([{ trace, situation: 'speaking' }])
})

test('an open line hears of takeovers over HTTP: 20, 19, 18; and 18 for a cancelled one', () => {
  const { vendor, session, microphone } = aMicrophone()
  const trace = vendor.enqueue(session)
  const [first] = microphone.pushed()
  expect(first?.down[0]).toMatchObject({
    code: 20,
    data: { sessionId: session, commandTraceId: trace, timestamp: vendor.now() / 1_000 },
  })
  expect(codes(first === undefined ? [] : [first])).toEqual([20, 19])
  vendor.pass(seconds(10))
  expect(codes(microphone.pushed())).toEqual([18])
  vendor.enqueue(session)
  vendor.post(PATHS.cancel, { sessionId: session, commandTraceId: '-1' })
  expect(codes(microphone.pushed())).toEqual([20, 19, 18])
  expect(microphone.pushed()).toEqual([])
})

test('the end of the session stops the microphone', () => {
  const { vendor, session, microphone, line } = aMicrophone()
  microphone.begin(line, vendor.now())
  expect(data(vendor.post(PATHS.close, { sessionId: session }))).toBe(true)
  expect(codes(microphone.pushed())).toEqual([4])
  expect(field(microphone.audio(line, 1, vendor.now()), 'code')).toBe(5)
  expect(field(microphone.begin(line, vendor.now()), 'code')).toBe(6)
})
