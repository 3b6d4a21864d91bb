import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { platforms } from '../daemon/platform/platforms.js'
import { standIns } from '../daemon/stand-in/stand-ins.js'
import {
  codeOf,
  doors,
  everyCoreFileHasATest,
  explained,
  fileLength,
  importsOf,
  lineLength,
  type Manifest,
  noMachinePaths,
  noVendorInTheRules,
  packages,
  pinned,
  plainTypeScript,
  platformsComplete,
  pureCore,
  type SourceFile,
} from './tidy/rules.js'

const ROOT = new URL('..', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8')
const under = (folder: string, ending: RegExp): readonly SourceFile[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => ending.test(path))
    .map((path) => ({ path, text: read(path) }))

const code = [...under('daemon', /\.ts$/), ...under('test', /\.ts$/)]
const words = [...under('docs', /\.md$/), ...under('playlists', /\.ya?ml$/)]
const data = [...under('schemas', /\.json$/), ...under('test/golden', /\.(?:txt|json|yaml)$/)]
const loose = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(?:md|ya?ml|json)$/.test(entry.name))
  .map(({ name }) => ({ path: name, text: read(name) }))
const manifest: Manifest = JSON.parse(read('package.json'))

describe('the house is tidy', () => {
  test('nobody enters a room through the wall', () => {
    expect(doors(code)).toEqual([])
  })

  test('a package with one door is imported there only', () => {
    expect(packages(code)).toEqual([])
  })

  test('the core is pure: no clock, chance, timers, environment, disk or network', () => {
    expect(pureCore(code)).toEqual([])
  })

  test('no file is longer than it can be read', () => {
    expect(fileLength(code)).toEqual([])
  })

  test('no line is longer than it can be read', () => {
    expect(lineLength(code)).toEqual([])
  })

  test('no any, no !, no default export', () => {
    expect(plainTypeScript(code)).toEqual([])
  })

  test('every core file has a test at its own path', () => {
    expect(everyCoreFileHasATest(code)).toEqual([])
  })

  test('no vendor is named where the rules of a show are', () => {
    expect(noVendorInTheRules(Object.keys(platforms))(code)).toEqual([])
  })

  test('no path of one machine', () => {
    expect(noMachinePaths([...code, ...words, ...data, ...loose])).toEqual([])
  })

  test('every platform has its folder, its stand-in and its test', () => {
    expect(platformsComplete(Object.keys(platforms), Object.keys(standIns), code)).toEqual([])
  })

  test('every package is pinned to one version', () => {
    expect(pinned(manifest)).toEqual([])
  })

  test('every package is explained', () => {
    expect(explained(manifest, read('docs/dependencies.md'))).toEqual([])
  })
})

describe('each rule can fail, and says what to do', () => {
  const file = (path: string, ...lines: readonly string[]): SourceFile => ({
    path,
    text: `${lines.join('\n')}\n`,
  })
  const load = (from: string, what = '{ a }') => `import ${what} from '${from}'`

  test('a room entered through the wall', () => {
    const wall = file('daemon/console/api.ts', load('../journal/journal.js'))
    expect(doors([wall])).toEqual([
      'daemon/console/api.ts: may not import from journal/ (it speaks HTTP; what a request does is handed in by run/): hand it over in run/ or commands/',
    ])
    const shared = file('daemon/stand-in/x/a.ts', load('../../platform/x/encode.js'))
    expect(doors([shared])[0]).toContain('import its types only')
    const types = file('daemon/stand-in/x/a.ts', load('../../platform/contract.js', 'type { A }'))
    const named = file(
      'daemon/stand-in/x/a.ts',
      load('../../platform/wire.js', '{ type A, type B }'),
    )
    const inside = file('daemon/core/plan/a.ts', load('../time.js'), load('./b.js'))
    expect(doors([types, named, inside])).toEqual([])
    expect(doors([file('daemon/attic/a.ts')])[0]).toContain('is not on the plan')
    const again = file('daemon/core/a.ts', "export { b } from '../run/b.js'")
    expect(doors([again])).toHaveLength(1)
  })

  test('a package imported beside its door', () => {
    expect(packages([file('daemon/run/loop.ts', load('node-cron'))])[0]).toContain('node-cron')
    expect(packages([file('daemon/run/bell.ts', load('node-cron'))])).toEqual([])
    expect(packages([file('daemon/console/a.ts', load('better-sqlite3', 'Db'))])).toHaveLength(1)
    expect(packages([file('daemon/media/conform.ts', load('fluent-ffmpeg', 'f'))])).toHaveLength(1)
  })

  test('a core that reads a clock, throws dice or waits', () => {
    const impure = [
      'const a = Date.now()',
      'const b = new Date()',
      'const c = Math.random()',
      'setTimeout(a, 1)',
      'await a',
      'const d = async () => 1',
      'const e = process.env',
      load('node:fs'),
      load('undici'),
    ]
    for (const line of impure) expect(pureCore([file('daemon/core/a.ts', line)])).toHaveLength(1)
    expect(pureCore([file('daemon/core/a.ts', 'const a = Date.now()')])).toEqual([
      'daemon/core/a.ts: "Date.now" in the core: take the time from the turn',
    ])
    const talk = ['// await, async and Math.random are not for us', "const says = 'process.exit'"]
    expect(pureCore([file('daemon/core/a.ts', ...talk, 'const a = new Date(now)')])).toEqual([])
    expect(pureCore([file('daemon/run/a.ts', ...impure)])).toEqual([])
  })

  test('a long file, a long line', () => {
    const long = Array.from({ length: 301 }, () => '')
    expect(fileLength([file('daemon/a.ts', ...long, 'end')])[0]).toContain('300 is the ceiling')
    expect(fileLength([file('daemon/a.ts', ...long.slice(2), 'end')])).toEqual([])
    const line = (length: number, text: string) => file('daemon/a.ts', text.padEnd(length, 'x'))
    expect(lineLength([line(101, 'const a = ')])[0]).toContain(
      'line 1 has 101 columns, 100 at most',
    )
    expect(lineLength([line(100, 'const a = ')])).toEqual([])
    expect(lineLength([line(120, '// '), line(120, "const a = '")])).toEqual([])
    expect(lineLength([file('daemon/a.ts', 'const a = `', 'x'.repeat(120), '`')])).toEqual([])
    expect(lineLength([line(121, ' * '), line(121, "const a = '")])).toHaveLength(2)
  })

  test('any, ! and a default export', () => {
    const bad = ['let a: any', 'const a = b as any', 'a.b!.c()', 'a[0]!', 'export default a']
    for (const line of bad) expect(plainTypeScript([file('test/a.ts', line)])).toHaveLength(1)
    const good = ['AbortSignal.any([a])', 'if (!a && b !== c) d()', '// any! default', "'any!'"]
    expect(plainTypeScript([file('test/a.ts', ...good)])).toEqual([])
    expect(plainTypeScript([file('test/vitest.config.ts', 'export default {}')])).toEqual([])
  })

  test('a core file without a test', () => {
    const queue = file('daemon/core/plan/queue.ts', 'export const a = 1')
    expect(everyCoreFileHasATest([queue])[0]).toContain('write test/core/plan/queue.test.ts')
    expect(everyCoreFileHasATest([queue, file('test/core/plan/queue.test.ts')])).toEqual([])
    expect(everyCoreFileHasATest([file('daemon/core/a.ts', 'export interface A {}')])).toEqual([])
  })

  test('a vendor named in the rules, a path of one machine', () => {
    const vendor = file('daemon/run/a.ts', "if (platform === 'acme') close()")
    expect(noVendorInTheRules(['acme'])([vendor])[0]).toContain('ask its capabilities')
    expect(noVendorInTheRules(['acme'])([file('daemon/run/a.ts', '// acme says so')])).toEqual([])
    const home = ['', 'home', 'li', 'onair'].join('/')
    expect(noMachinePaths([file('docs/a.md', `see ${home}`)])[0]).toContain('make it relative')
    expect(noMachinePaths([file('docs/a.md', `https://onair.example${home}`)])).toEqual([])
  })

  test('a platform that is not complete', () => {
    const there = [file('daemon/platform/acme/open.ts'), file('test/platform/acme.test.ts')]
    expect(platformsComplete(['acme'], ['acme'], there)).toEqual([])
    expect(platformsComplete(['acme'], [], [])).toHaveLength(3)
    expect(platformsComplete([], [], there)[0]).toContain('without a line in platforms.ts')
  })

  test('a package with a range, or without a word', () => {
    const range = { dependencies: { yaml: '^2.9.1' }, devDependencies: { vitest: '4.1.12' } }
    expect(pinned(range)).toEqual(['yaml: "^2.9.1" is not exact: pin one version'])
    expect(explained(range, '| `yaml` | 2.9.1 | rundowns |\n')).toEqual([
      'vitest: say in docs/dependencies.md what it is for and why this one',
    ])
    expect(explained(range, '| yaml, vitest | | both |')).toEqual([])
  })

  test('what is read as code, and what as an import', () => {
    expect(codeOf('a /* b */ c // d\n\'e\' "f" `g`')).toBe("a  c \n'' '' ''")
    const many =
      "import {\n  a,\n  type B,\n} from './a.js'\nimport './b.js'\nexport * from './c.js'\n"
    expect(importsOf(file('a.ts', many)).map(({ from }) => from)).toEqual([
      './a.js',
      './b.js',
      './c.js',
    ])
  })
})
