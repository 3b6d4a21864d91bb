import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { aRundown, aStation } from '../e2e/a-station.js'
import { onair } from '../e2e/onair.js'

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)

test('beside a running daemon, after it was killed, after it went on: the journal holds', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const first = await station.run()
  await first.said(/AIRED pitch/)
  expect(await station.onair('log', '--verify')).toMatchObject({ code: 0, stderr: '' })
  first.kill('SIGKILL')
  await first.ended
  const second = await station.run()
  await second.said(/AIRED pitch/)
  second.kill('SIGTERM')
  await second.ended
  const { code, stdout, stderr } = await station.onair('log', '--verify')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(
    /^file {5}sound\nas-run {3}\d+ rows, chained without a gap\nturns {4}\d+ rows, chained/,
  )
  expect(stdout.match(/^start \d {2}\d+ turns, folded: the same state$/gm)).toHaveLength(2)

  const db = new Database(join(station.data, 'journal.db'))
  db.exec("drop trigger as_run_is_final; update as_run set title = 'never said' where seq = 1")
  db.close()
  const tampered = await station.onair('log', '--verify')
  expect(tampered.code).toBe(1)
  expect(tampered.stderr).toBe('error: as_run 1: was changed after it was written\n')
})

test('without a journal there is nothing to verify; a file that is none is an error', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-verify-'))
  try {
    const config = 'accounts: { demo: { platform: softsugar, standIn: true } }\ndata: .\n'
    writeFileSync(join(folder, 'config.yaml'), config)
    const verify = () => onair(['log', '--verify'], { cwd: folder })
    expect(await verify()).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'journal.db'), 'a letter to the producer, and a long one'.repeat(50))
    const { code, stderr } = await verify()
    expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot be read.*not a database/)])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
