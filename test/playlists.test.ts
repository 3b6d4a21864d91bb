/** The rundowns that come with onair: they run as they are, and two of them are the manual. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkAll } from '../daemon/commands/check.js'
import { documents, nextAiring } from '../daemon/commands/compile.js'
import { loadRundowns } from '../daemon/commands/load.js'
import { readAll } from '../daemon/commands/readings.js'
import { cueLines } from '../daemon/core/plan/cues.js'
import type { AccountId } from '../daemon/core/rundown/rundown.js'
import { after, instant, minutes } from '../daemon/core/time.js'
import { breaches } from '../daemon/schemas/breaches.js'

const { loaded } = loadRundowns([new URL('../playlists', import.meta.url).pathname])
const monday = instant(Date.UTC(2026, 10, 23))
const account = 'demo' as AccountId

const programmes = readAll(loaded, { account }).flatMap(({ programme }) => programme ?? [])

test('there are three, without an error or a warning', () => {
  expect(loaded).toHaveLength(3)
  expect(checkAll(loaded, { now: monday })).toEqual([])
  expect(programmes.map(({ show }) => show)).toEqual([
    'launch-night',
    'market-open',
    'nonstop-shop',
  ])
})

test('each tells editors its schema', () => {
  for (const { text } of loaded) {
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../schemas/rundown.schema.json',
    )
  }
})

test('and so does what they include', () => {
  const folder = new URL('../playlists/shared/', import.meta.url)
  for (const name of readdirSync(folder)) {
    expect(readFileSync(new URL(name, folder), 'utf8').split('\n')[0]).toBe(
      '# yaml-language-server: $schema=../../schemas/shared.schema.json',
    )
  }
})

test('each can be compiled, and what is sent is what the schemas allow', () => {
  for (const programme of programmes) {
    const airing = nextAiring(programme, monday)
    if (airing === undefined) throw new Error(programme.show)
    const { liveScript, takeovers } = documents(programme, airing)
    expect(breaches('live-script', liveScript)).toEqual([])
    expect(takeovers.flatMap(({ takeover }) => breaches('takeover', takeover))).toEqual([])
  }
})

test('every cue airs in some airing of its show', () => {
  for (const programme of programmes) {
    const airing = nextAiring(programme, monday)
    if (airing === undefined) throw new Error(programme.show)
    const { timezone } = programme
    const lines = cueLines(programme, { ...airing, timezone }, 2_000)
    const aired = new Set(lines.map(({ cue }) => cue.cue))
    expect(programme.cues.map(({ cue }) => cue).filter((cue) => !aired.has(cue))).toEqual([])
  }
})

test('the channel without an end is lively: three takeovers and more in its first minute', () => {
  const shop = programmes.find(({ show }) => show === 'nonstop-shop')
  if (shop === undefined) throw new Error('no such show')
  const window = { startsAt: monday, endsAt: after(monday, minutes(1)), timezone: shop.timezone }
  expect(cueLines(shop, window, 100).length).toBeGreaterThanOrEqual(3)
})

test('the schema says something about every key, for those who hover over it', () => {
  const schema: unknown = JSON.parse(
    readFileSync(new URL('../schemas/rundown.schema.json', import.meta.url), 'utf8'),
  )
  expect(undescribed(schema, '', schema)).toEqual([])
})

function undescribed(schema: unknown, place: string, root: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const found: string[] = []
  for (const [key, value] of Object.entries(schema)) {
    if (
      key !== 'properties' ||
      /\/(?:oneOf|anyOf|dependentSchemas)\/|^\/(?:if|else)$/.test(place)
    ) {
      found.push(...undescribed(value, `${place}/${key}`, root))
      continue
    }
    for (const [name, property] of Object.entries(value)) {
      if (!isDescribed(property, root)) found.push(`${place}/${name}`)
      found.push(...undescribed(property, `${place}/${key}/${name}`, root))
    }
  }
  return found
}

function isDescribed(property: unknown, root: unknown): boolean {
  if (typeof property !== 'object' || property === null) return false
  if ('description' in property) return true
  const reference = '$ref' in property ? String(property.$ref).replace('#/$defs/', '') : ''
  const { $defs } = Object(root)
  return 'description' in Object($defs[reference])
}
