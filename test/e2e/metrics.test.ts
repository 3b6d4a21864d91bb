import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRundown, aStation, KNOCK } from './a-station.js'
import { ROOT } from './onair.js'

const RULES = readFileSync(join(ROOT, 'docs/examples/onair.rules.yml'), 'utf8')

/** Every figure the rules look at, as Prometheus stores it; what they make themselves has colons. */
const looked = new Set(
  RULES.split('\n')
    .filter((line) => !/^\s*#|summary:|todo:|alert:|record:/.test(line))
    .flatMap((line) => line.match(/\b(?:onair|nodejs|process)_[a-z0-9_]+/g) ?? []),
)

test('a running daemon shows every figure the rules look at, and no secret', async () => {
  const cue = 'cue: pitch, every: 3s, say: This is what we have for you today.'
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true', cue) },
  })
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  const desk = JSON.parse(readFileSync(join(station.data, 'desk.json'), 'utf8'))
  const headers = { authorization: `Bearer ${desk.token}` }
  const answer = await fetch(`http://127.0.0.1:${station.port}/metrics`, { headers })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ])
  const text = await answer.text()
  const shown = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  expect(looked.size).toBeGreaterThan(15)
  expect([...looked].filter((name) => !shown.has(name))).toEqual([])
  expect(text).toMatch(/^onair_on_air_channels\{account="main"\} 1$/m)
  expect(text).toMatch(/^onair_vendor_answers_total\{.*endpoint="channel\/heartbeat".*code="0"\}/m)
  expect(text).toMatch(/^onair_callbacks_total\{account="main",outcome="stored"\}/m)
  for (const secret of [desk.token, KNOCK, 'shop@', 'what we have'])
    expect(text).not.toContain(secret)
})
