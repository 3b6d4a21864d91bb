import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { onair, ROOT, start } from './onair.js'

test('the example station is on air within 15 s and speaks one takeover after the other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onair-example-'))
  const config = join(folder, 'config.yaml')
  const example = readFileSync(join(ROOT, 'config.example.yaml'), 'utf8')
  const moved = example
    .replace('playlists: ./playlists', `playlists: ${join(ROOT, 'playlists')}`)
    .replace('port: 8420', 'port: 0')
    .replace(/# faults: .*/, 'faults: speech-factor=0.5')
  expect(moved.match(/^ *(?:playlists|faults): .*|^ *port: 0/gm)).toHaveLength(3)
  writeFileSync(config, moved)
  try {
    await using daemon = start(['run', '--config', config])
    await daemon.said(/nonstop-shop.*ON AIR/, 15_000)
    await daemon.said(/AIRED how-to-buy/, 30_000)
    expect(daemon.stderr()).toBe('')
    const { stdout } = await onair(['log', '--config', config, '--format', 'jsonl'])
    const [disclosure, greeting, next] = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    expect([disclosure, greeting, next]).toMatchObject([
      { item_id: 'disclosure', status: 'aired', planned_start: expect.any(String) },
      { item_id: 'greeting', status: 'aired', planned_start: expect.any(String) },
      { item_id: 'how-to-buy', status: 'aired', planned_start: expect.any(String) },
    ])
    expect(Date.parse(next.actual_start)).toBeGreaterThanOrEqual(
      Date.parse(greeting.actual_end) - 5,
    )
    const status = JSON.parse(
      (await onair(['status', '--config', config, '--format', 'json'])).stdout,
    )
    expect(new Set(status.airings.map(({ show }: { show: string }) => show))).toContain(
      'nonstop-shop',
    )
    expect((await onair(['stop', '--station', 'demo', '--config', config])).code).toBe(0)
    expect((await daemon.ended).code).toBe(0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
