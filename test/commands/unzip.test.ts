import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { unzipped } from '../../daemon/commands/unzip.js'

const all = () => true
const zip = (files: Record<string, Uint8Array>, level: 0 | 9 = 9) =>
  Buffer.from(zipSync(files, { level }))

test.each([0, 9] as const)('files come out as they went in, at level %d', (level) => {
  const files = { 'a.xml': strToU8('one'), 'b/c.xml': strToU8('two'.repeat(1000)) }
  const made = unzipped(zip(files, level), all)
  expect(Object.keys(made ?? {})).toEqual(['a.xml', 'b/c.xml'])
  expect(Buffer.from(made?.['b/c.xml'] ?? []).toString()).toBe('two'.repeat(1000))
})

test('only what is wanted is unpacked', () => {
  const made = unzipped(zip({ 'a.xml': strToU8('a'), 'b.bin': strToU8('b') }), (name) =>
    name.endsWith('.xml'),
  )
  expect(Object.keys(made ?? {})).toEqual(['a.xml'])
})

test('what swells beyond the limit is refused, whatever size it claims', () => {
  const bomb = zip({ 'a.xml': new Uint8Array(70_000_000) })
  expect(unzipped(bomb, all)).toBeUndefined()
  const entry = bomb.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
  bomb.writeUInt32LE(10, entry + 24)
  expect(unzipped(bomb, all)).toBeUndefined()
})

test('many files that are small each are bounded together', () => {
  const files = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`${index}.xml`, new Uint8Array(9_000_000)]),
  )
  expect(unzipped(zip(files), all)).toBeUndefined()
})

test('anything cut short or changed is refused or read, and never throws', () => {
  const bytes = zip({ 'a.xml': strToU8('one'), 'b.xml': strToU8('two') })
  for (let at = 0; at < bytes.length; at += 1) {
    expect(() => unzipped(bytes.subarray(0, at), all)).not.toThrow()
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 0xff
    expect(() => unzipped(changed, all)).not.toThrow()
  }
})
