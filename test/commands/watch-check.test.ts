import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAll } from '../../daemon/commands/check.js'
import { loadRundowns } from '../../daemon/commands/load.js'
import { watchCheck } from '../../daemon/commands/watch-check.js'
import { aFolder } from '../help/folder.js'
import { written } from '../help/written-rundown.js'

const GOOD = written()
const BAD = written({ head: 'shwo: evening' })

/** Watches a folder, and resolves when a line was told that fits. */
function watched(paths: readonly string[], config?: string, moved = paths) {
  let asked = 0
  const leaving = new AbortController()
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const tell = (line: string) => {
    lines.push(line)
    for (const look of waiting) look()
  }
  const check = async () => {
    const { loaded } = loadRundowns(paths)
    const wrong = checkAll(loaded).filter(({ severity }) => severity === 'error').length
    tell(`${loaded.length} checked, ${wrong > 0 ? 'wrong' : 'right'}\n`)
    return wrong > 0 ? (1 as const) : (0 as const)
  }
  const ended = watchCheck({
    paths: () => (asked++ === 0 ? paths : moved),
    ...(config === undefined ? {} : { config }),
    check,
    tell,
    leave: leaving.signal,
    time: () => '14:03:22',
    lookEveryMs: 20,
  })
  const told = (what: RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => {
        const at = lines.findIndex((line) => what.test(line))
        if (at < 0) return
        waiting.delete(look)
        lines.splice(0, at + 1)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { ended, told, leave: () => leaving.abort(), lines }
}

test('a change is checked, told with the time, and the last check gives the exit code', async () => {
  const folder = aFolder({ 'a.yaml': GOOD })
  const { ended, told, leave } = watched([folder])
  await told(/^1 checked, right/)
  await told(/^14:03:22 watching /)
  writeFileSync(join(folder, 'a.yaml'), BAD)
  await told(/^\n14:03:22 .*a\.yaml changed\n$/)
  await told(/^1 checked, wrong/)
  writeFileSync(join(folder, 'a.yaml'), GOOD)
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('a new file, a shared part in a folder below, and a file that goes are seen', async () => {
  const folder = aFolder({ 'a.yaml': GOOD })
  const { ended, told, leave } = watched([folder])
  await told(/watching/)
  writeFileSync(join(folder, 'b.yaml'), BAD)
  await told(/^2 checked, wrong/)
  mkdirSync(join(folder, 'shared'))
  writeFileSync(join(folder, 'shared', 'li.yaml'), 'variables: { host: Li }\n')
  await told(/li\.yaml changed/)
  rmSync(join(folder, 'b.yaml'))
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('of a single file its folder is watched; hidden files and the journal are not', async () => {
  const folder = aFolder({ 'a.yaml': BAD })
  mkdirSync(join(folder, 'data'))
  const { ended, told, leave, lines } = watched([join(folder, 'a.yaml')])
  await told(/watching/)
  writeFileSync(join(folder, '.a.yaml.swp'), 'x')
  writeFileSync(join(folder, 'data', 'journal'), 'x')
  writeFileSync(join(folder, 'part.yaml'), 'x: 1\n')
  await told(/changed/)
  expect(lines.join('')).not.toMatch(/swp|journal/)
  leave()
  expect(await ended).toBe(1)
})

test('a change of the config wakes it too, also one that was not there; what lies beside does not', async () => {
  const folder = aFolder({ 'playlists/a.yaml': GOOD, 'config.yaml': '{}\n' })
  for (const name of ['config.yaml', 'made-later.yaml']) {
    const config = join(folder, name)
    const { ended, told, leave, lines } = watched([join(folder, 'playlists')], config)
    await told(new RegExp(`watching .*playlists, .*${name};`))
    writeFileSync(join(folder, 'notes.txt'), 'x')
    writeFileSync(config, 'timezone: UTC\n')
    await told(new RegExp(`${name} changed\n$`))
    await told(/^1 checked, right/)
    expect(lines.join('')).not.toContain('notes')
    leave()
    expect(await ended).toBe(0)
  }
})

test('a folder that the config names from now on is watched from now on', async () => {
  const folder = aFolder({ 'one/a.yaml': GOOD, 'two/a.yaml': GOOD, 'config.yaml': '{}\n' })
  const [one, two] = [join(folder, 'one'), join(folder, 'two')]
  const config = join(folder, 'config.yaml')
  const { ended, told, leave } = watched([one], config, [two])
  await told(/watching/)
  writeFileSync(config, 'playlists: ./two\n')
  await told(/config\.yaml changed/)
  await told(/checked/)
  writeFileSync(join(two, 'b.yaml'), GOOD)
  await told(/two.b\.yaml changed/)
  leave()
  await ended
})

test('a folder that is put in the place of another is checked, and watched in its turn', async () => {
  const folder = aFolder({ 'shows/a.yaml': GOOD, 'next/a.yaml': BAD })
  const shows = join(folder, 'shows')
  const { ended, told, leave } = watched([shows])
  await told(/watching/)
  renameSync(shows, join(folder, 'before'))
  renameSync(join(folder, 'next'), shows)
  await told(/^1 checked, wrong/)
  writeFileSync(join(shows, 'a.yaml'), GOOD)
  await told(/shows.a\.yaml changed\n$/)
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('so are the folder and the config that a link leads to now, under the names they were given', async () => {
  const folder = aFolder({
    ...{ 'v1/shows/a.yaml': GOOD, 'v1/config.yaml': '{}\n' },
    ...{ 'v2/shows/a.yaml': BAD, 'v2/config.yaml': '{}\n' },
  })
  const current = join(folder, 'current')
  symlinkSync(join(folder, 'v1'), current)
  const [shows, config] = [join(current, 'shows'), join(current, 'config.yaml')]
  const { ended, told, leave } = watched([shows], config)
  await told(/watching/)
  writeFileSync(join(shows, 'b.yaml'), GOOD)
  await told(/current.shows.b\.yaml changed\n$/)
  symlinkSync(join(folder, 'v2'), join(folder, 'new'))
  renameSync(join(folder, 'new'), current)
  await told(/current.shows, .*current.config\.yaml changed\n$/)
  await told(/^1 checked, wrong/)
  writeFileSync(join(folder, 'v2/config.yaml'), 'timezone: UTC\n')
  await told(/current.config\.yaml changed\n$/)
  writeFileSync(join(folder, 'v2/shows/a.yaml'), GOOD)
  await told(/current.shows.a\.yaml changed\n$/)
  await told(/^1 checked, right/)
  leave()
  expect(await ended).toBe(0)
})

test('leaving before the first check ends as well', async () => {
  const { ended, leave } = watched([aFolder({ 'a.yaml': BAD })])
  leave()
  expect(await ended).toBe(1)
})
