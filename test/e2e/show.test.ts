import { expect, test } from 'vitest'
import { ahead, aRundown, aStation, requests } from './a-station.js'

test.concurrent('a show opens early, starts at its instant, airs its cues and is closed at its end', async () => {
  const { at, written } = ahead(12)
  const rundown = aRundown(
    'evening',
    `at: ${written}, duration: 26s`,
    'cue: welcome, at: start, say: Good evening and welcome to the show.',
    'cue: prices, after: welcome, say: And these are the prices of the day for everybody.',
    'cue: goodbye, at: end-6s, say: That was the show for tonight. See you tomorrow.',
  )
  await using station = await aStation({ rundowns: { 'evening.yaml': rundown }, lead: '20s' })
  const daemon = await station.run()
  await daemon.said(/AIRED show/, 45_000)

  const { sessions, stillOpen, refusedRequests } = station.summary()
  expect(sessions).toHaveLength(1)
  const [session] = sessions
  const lateness = Number(session?.liveAt) - at
  expect(session?.createdAt).toBeLessThan(at - 2_000)
  expect(lateness).toBeGreaterThanOrEqual(0)
  expect(lateness).toBeLessThanOrEqual(1_000)
  expect(Number(session?.endedAt) - (at + 26_000)).toBeGreaterThanOrEqual(0)
  expect(session?.endedAs).toBe(5)
  expect([refusedRequests, stillOpen]).toEqual([0, []])
  expect(session?.largestHeartbeatGap).toBeLessThanOrEqual(60_000)

  const rows = await station.log()
  expect(
    rows.map(({ item_id, type, status, reason }) => [item_id ?? type, status, reason]),
  ).toEqual([
    ['welcome', 'aired', 'ON_TIME'],
    ['prices', 'aired', 'ON_TIME'],
    ['goodbye', 'aired', 'ON_TIME'],
    ['session', 'aired', 'ON_TIME'],
    ['show', 'aired', 'ON_TIME'],
  ])
  const [welcome, prices, goodbye, , show] = rows
  expect(welcome).toMatchObject({ planned_start: utc(at), segment: 'all' })
  expect(goodbye).toMatchObject({ planned_start: utc(at + 20_000) })
  expect(show).toMatchObject({ planned_start: utc(at) })
  expect(show?.planned_start_local).toMatch(/\+00:00$/)
  for (const row of [welcome, prices, goodbye]) {
    expect(row?.start_variance_ms).toBeGreaterThanOrEqual(0)
    expect(row?.start_variance_ms).toBeLessThanOrEqual(1_000)
    const steps = [row?.sent_at, row?.accepted_at, row?.actual_end].map((time) =>
      Date.parse(String(time)),
    )
    expect(steps).toEqual([...steps].sort((one, other) => one - other))
  }
  console.info(
    `start ${lateness} ms late; cues ${[welcome, prices, goodbye].map((row) => row?.start_variance_ms).join(', ')} ms late; closed ${Number(session?.endedAt) - at - 26_000} ms after its end`,
  )
  daemon.kill('SIGTERM')
  expect((await daemon.ended).code).toBe(0)
})

test.concurrent('killed in mid-show and started again, it beats first, resumes and repeats nothing', async () => {
  const { at, written } = ahead(10)
  const rundown = aRundown(
    'evening',
    `at: ${written}, duration: 28s`,
    'cue: welcome, at: start, say: Good evening and welcome to the show.',
    'cue: pitch, every: 3s, from: +2s, say: This is what we have for you today.',
  )
  await using station = await aStation({ rundowns: { 'evening.yaml': rundown }, lead: '25s' })
  const first = await station.run()
  const aired = () => first.stdout().match(/AIRED pitch/g) ?? []
  await station.until('two pitches aired', () => aired().length === 2)
  first.kill('SIGKILL')
  await first.ended
  const before = station.record().length
  const startedAt = Date.now()
  const second = await station.run()
  const asked = () =>
    requests(station.record().slice(before)).filter(({ endpoint }) => endpoint !== 'token')
  await station.until('the second daemon asks something', () => asked().length > 0)
  expect(asked()[0]).toMatchObject({
    endpoint: 'heartbeat',
    session: station.summary().sessions[0]?.session,
  })
  const resumedIn = Number(asked()[0]?.at) - startedAt
  await second.said(/AIRED(?: PARTIAL)? show/, 45_000)

  const { sessions, stillOpen } = station.summary()
  expect([sessions.length, stillOpen]).toEqual([1, []])
  expect(Number(sessions[0]?.endedAt)).toBeGreaterThanOrEqual(at + 28_000)
  const spoken = station.record().filter((entry) => entry.type === 'takeover-speaking')
  expect(new Set(spoken.map(({ trace }) => trace)).size).toBe(spoken.length)
  expect(spoken.filter(({ content }) => content.text?.startsWith('Good evening'))).toHaveLength(1)
  const rows = await station.log()
  const instances = rows.map(({ instance_id }) => instance_id)
  expect(new Set(instances).size).toBe(instances.length)
  // Every turn of a cue that went out is in the log, whoever sent it.
  const takeovers = rows.filter(({ type, actual_start }) => type === 'takeover' && actual_start)
  expect(takeovers).toHaveLength(spoken.length)
  console.info(`first heartbeat ${resumedIn} ms after the process was started`)
})

const utc = (at: number) => new Date(at).toISOString()
