/**
 * What a producer sees in an editor, with the language server that most of them use: help on every
 * key, keys to choose from, and mistakes underlined; from the line at the head of the file alone.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CONFIG } from '../daemon/commands/init-files.js'
import { type LanguageServer, openLanguageServer } from './help/language-server.js'

const FILE = new URL('../playlists/market-open.yaml', import.meta.url)
const TEXT = readFileSync(FILE, 'utf8')
const schema = JSON.parse(
  readFileSync(new URL('../schemas/rundown.schema.json', import.meta.url), 'utf8'),
)

let server: LanguageServer
beforeAll(async () => {
  server = await openLanguageServer()
})
afterAll(() => server[Symbol.asyncDispose]())

/** Nobody writes these files: an editor opens texts that are not saved yet, too. */
const beside = (name: string) => new URL(name, FILE).href
const lineOf = (text: string, what: string) =>
  text.split('\n').findIndex((line) => line.includes(what))

test('a playlist has nothing underlined', async () => {
  server.open(FILE.href, TEXT)
  expect(await server.diagnostics(FILE.href)).toEqual([])
})

test('hovering over a key shows what the schema says of it', async () => {
  const uri = beside('hover.yaml')
  server.open(uri, TEXT)
  const line = lineOf(TEXT, '        every: 8m')
  const position = { line, character: 10 }
  const hover = await server.ask('textDocument/hover', { textDocument: { uri }, position })
  const words = JSON.stringify(hover)
  const [said = ''] = String(schema.$defs.cue.properties.every.description).split(',')
  expect(words).toContain(said)
})

test('in a cue its keys are offered', async () => {
  const uri = beside('completion.yaml')
  const line = lineOf(TEXT, '        every: 8m')
  const lines = TEXT.split('\n')
  server.open(uri, [...lines.slice(0, line), '        ', ...lines.slice(line)].join('\n'))
  const position = { line, character: 8 }
  const offered = await server.ask('textDocument/completion', { textDocument: { uri }, position })
  const { items = offered } = Object(offered)
  const labels = items.map(({ label }: { label: string }) => label)
  expect(labels).toEqual(expect.arrayContaining(['expires', 'urgency', 'foregrounds']))
})

test('a misspelt key is underlined where it is', async () => {
  const uri = beside('misspelt.yaml')
  const wrong = TEXT.replace('        every: 8m', '        evry: 8m')
  server.open(uri, wrong)
  const found = await server.diagnostics(uri)
  expect(found).toContainEqual({
    message: expect.stringContaining('evry'),
    line: lineOf(wrong, 'evry: 8m') + 1,
  })
})

test('the config is helped with as well', async () => {
  const uri = new URL('../config.yaml', import.meta.url).href
  server.open(uri, `${CONFIG}acounts: {}\n`)
  const found = await server.diagnostics(uri)
  expect(found.map(({ message }) => message).join()).toContain('acounts')
})

const SHARED = `# yaml-language-server: $schema=../../schemas/shared.schema.json

presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: "https://cdn.example/nina.zip" }
  voice: { qid: nina-warm, language: en-US }

variables: { host: Li }

segments:
  - segment: closing
    cues:
      - cue: goodbye
        at: end-1m
        say: That was everything for today.
        expires: 2m
`
const shared = (name: string) => new URL(`shared/${name}`, FILE).href

test('a shared file is no rundown: nothing is missing in it, and its keys are explained', async () => {
  const uri = shared('li.yaml')
  server.open(uri, SHARED)
  expect(await server.diagnostics(uri)).toEqual([])
  const position = { line: lineOf(SHARED, 'expires: 2m'), character: 10 }
  const hover = await server.ask('textDocument/hover', { textDocument: { uri }, position })
  const [said = ''] = String(schema.$defs.cue.properties.expires.description).split(',')
  expect(JSON.stringify(hover)).toContain(said)
})

test('the shared file that comes with onair has nothing underlined', async () => {
  const file = new URL('shared/disclosure.yaml', FILE)
  server.open(file.href, readFileSync(file, 'utf8'))
  expect(await server.diagnostics(file.href)).toEqual([])
})

test('in a shared file the keys of a shared file are offered', async () => {
  const uri = shared('completion.yaml')
  server.open(uri, `${SHARED}\n`)
  const position = { line: SHARED.split('\n').length, character: 0 }
  const offered = await server.ask('textDocument/completion', { textDocument: { uri }, position })
  const { items = offered } = Object(offered)
  const labels = items.map(({ label }: { label: string }) => label)
  expect(labels).toEqual(expect.arrayContaining(['stage', 'adlibs', 'include']))
  expect(labels).not.toContain('schedule')
})

test('what cannot be shared, and what is misspelt below, is underlined in a shared file', async () => {
  const uri = shared('wrong.yaml')
  const wrong = `${SHARED.replace('expires: 2m', 'expries: 2m')}show: evening\n`
  server.open(uri, wrong)
  const found = await server.diagnostics(uri)
  const lines = found.map(({ line }) => line)
  expect(lines).toEqual(
    expect.arrayContaining([lineOf(wrong, 'expries') + 1, lineOf(wrong, 'show:') + 1]),
  )
})
