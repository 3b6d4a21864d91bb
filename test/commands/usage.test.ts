import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { onair } from '../e2e/onair.js'
import { inProcess } from './in-process.js'

const COMMANDS = [
  'check',
  'plan',
  'compile',
  'run',
  'status',
  'queue',
  'log',
  'say',
  'stop',
  'start',
  'apply',
  'take',
  'move',
  'cancel',
  'hold',
  'release',
  'skip',
  'events',
  'audit',
  'stand-in',
  'watcher',
  'fmt',
  'init',
  'new',
  'import',
  'media',
  'rehearse',
  'doctor',
  'mic',
  'token',
  'ask',
  'questions',
  'forget',
] as const

const folder = mkdtempSync(join(tmpdir(), 'onair-usage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(
  join(folder, 'config.yaml'),
  'accounts: { demo: { platform: softsugar, standIn: true } }\nhttp: { port: 0 }\n',
)
const here = { cwd: folder }

describe('help', () => {
  test('of onair lists every command and the first steps', async () => {
    const { code, stdout, stderr } = await onair(['--help'])
    expect([code, stderr]).toEqual([0, ''])
    const listed = [...stdout.matchAll(/^ {2}([a-z-]+)(?: \[| <|$| {2,}\w)/gm)].map(
      ([, name]) => name,
    )
    expect(listed.filter((name) => name !== 'help' && name !== 'onair').sort()).toEqual(
      [...COMMANDS].sort(),
    )
    expect(stdout).toContain('First steps:')
  })

  test.each(COMMANDS)(
    'of %s has examples that begin with its name, and fits the usual terminal',
    async (command) => {
      const { code, stdout, stderr } = await inProcess([command, '--help'])
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout).toMatch(new RegExp(`Examples:\\n  onair ${command}\\b`))
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    },
  )

  test('from the shell the exit code is that of the command: 0 with help, 2 used wrongly, 3 without a daemon', async () => {
    const told = await Promise.all([
      onair(['log', '--help']),
      onair(['say', 'shop'], here),
      onair(['status'], here),
    ])
    expect(told.map(({ code }) => code)).toEqual([0, 2, 3])
    expect(told.map(({ stdout }) => stdout === '')).toEqual([false, true, true])
    expect(told.map(({ stderr }) => stderr === '')).toEqual([true, false, false])
  })

  test('the version is that of the package', async () => {
    expect((await onair(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('used wrongly', () => {
  test.each([
    ['nothing to do', []],
    ['an unknown command', ['brodcast']],
    ['an unknown option', ['run', '--loud']],
    ['an option without its value', ['run', '--config']],
    ['a format that is none', ['log', '--format', 'xml']],
    ['a row type that is none', ['log', '--type', 'cue']],
    ['too many words', ['log', 'one', 'two']],
    ['nothing to say', ['say', 'shop']],
    ['nobody to say it', ['say']],
    ['an urgency that is none', ['say', 'shop', 'Hello everybody.', '--urgency', 'panic']],
    ['two ways at once', ['say', 'shop', 'Hello.', '--interrupt', '--interrupt-plain']],
    ['no show to start', ['start']],
    ['a hold without an end', ['hold', 'shop']],
    ['a place that is none', ['move', 'shop', '3f9a', '--to', 'mars']],
    ['a role that is none', ['token', 'add', 'li', '--role', 'king']],
    ['an address that is none', ['status', '--url', 'onair', '--token', 'x']],
    ['a token in the clear', ['status', '--url', 'http://onair.example', '--token', 'x']],
    ['an address without a token', ['status', '--url', 'https://onair.example']],
    ['days that are none', ['plan', '--days', 'many']],
    ['days without end', ['plan', '--days', '100000']],
    ['a time that is none', ['plan', '--from', 'tomorrow']],
  ])('%s: exit code 2, the reason on stderr, nothing on stdout', async (_, words) => {
    const { code, stdout, stderr } = await inProcess(words, here)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toBe('')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  test.each([
    ['<paths>', ['check', '']],
    ['<paths>', ['plan', 'playlists', '']],
    ['<file>', ['compile', '']],
    ['<airing>', ['status', '']],
    ['<name>', ['token', 'revoke', '']],
    ['--config', ['status', '--config', '']],
    ['--input', ['mic', 'shop', '--input', '']],
  ])('what is empty is told by its name: %s', async (name, words) => {
    const { code, stdout, stderr } = await inProcess(words, here)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`error: ${name} is empty: is a variable not set?`)
  })

  test('a slip of the hand is answered with the right word, and with where to look', async () => {
    expect((await inProcess(['stauts'])).stderr).toContain('Did you mean status?')
    expect((await inProcess(['log', '--folow'])).stderr).toMatch(
      /--follow.*\(add --help for help\)/s,
    )
  })
})

describe('without a daemon', () => {
  test.each([
    [['status']],
    [['stop']],
    [['stop', 'shop']],
    [['start', 'shop']],
    [['apply']],
    [['apply', '--dry-run']],
    [['take', 'shop', 'sold-out']],
    [['move', 'shop', '3f9a', '--to', 'front']],
    [['cancel', 'shop', '3f9a']],
    [['hold', 'shop', '--for', '2m']],
    [['release', 'shop']],
    [['skip', 'shop']],
    [['say', 'shop', 'Hello everybody out there.']],
  ])('%j says so and ends with 3', async (words) => {
    const { code, stdout, stderr } = await inProcess(words, here)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/^error: no onair is running on .*data: start it with onair run\n$/)
  })

  test('one that was killed is named with its process', async () => {
    mkdirSync(join(folder, 'killed'))
    const desk = { url: 'http://127.0.0.1:9', pid: 4_194_303, token: 'canary-token' }
    writeFileSync(join(folder, 'killed', 'desk.json'), JSON.stringify(desk))
    const config = join(folder, 'killed.yaml')
    writeFileSync(
      config,
      'data: ./killed\naccounts: { demo: { platform: softsugar, standIn: true } }\n',
    )
    const { code, stderr } = await inProcess(['status', '--config', config])
    expect(code).toBe(3)
    expect(stderr).toBe(
      'error: onair does not answer at http://127.0.0.1:9 (process 4194303): it is gone, and said no goodbye\n' +
        '  hint: start it again (onair run): it takes up what is still on air\n',
    )
    // Whoever is there and does not answer is another matter.
    writeFileSync(
      join(folder, 'killed', 'desk.json'),
      JSON.stringify({ ...desk, pid: process.pid }),
    )
    const hanging = await inProcess(['status', '--config', config])
    expect(hanging.stderr).toContain('it is there, and hangs or has too much to do\n  hint: ')
    const deaf = await inProcess(['events', '--config', config])
    expect([deaf.code, deaf.stdout]).toEqual([3, ''])
    expect(deaf.stderr).toMatch(/^error: onair does not answer at /)
    expect(stderr).not.toContain('canary-token')
  })

  test('a wrong config is the config’s fault: exit code 1', async () => {
    const config = join(folder, 'wrong.yaml')
    writeFileSync(config, 'acounts: {}\n')
    for (const words of [['status'], ['log'], ['plan'], ['run'], ['stop']]) {
      const { code, stdout, stderr } = await inProcess([...words, '--config', config], here)
      expect([words, code, stdout]).toEqual([words, 1, ''])
      expect(stderr).toMatch(/wrong\.yaml:1:1 error/)
    }
  })

  test('there is no log yet, and that is no error', async () => {
    const { code, stdout, stderr } = await inProcess(['log'], here)
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toMatch(/nothing was ever on air here/)
  })
})
