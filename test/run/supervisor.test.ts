/** systemd-notify is a small script here, at its own name on the path: it writes down what it was called with. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { openSupervisor } from '../../daemon/run/supervisor.js'
import { until } from '../e2e/onair.js'

function aSystemd(more: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'onair-notify-'))
  const file = join(folder, 'said')
  writeFileSync(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$@" >> '${file}'\n`)
  chmodSync(join(folder, 'systemd-notify'), 0o755)
  const clock = { steady: 0 }
  const supervisor = openSupervisor({
    environment: { PATH: `${folder}${delimiter}${process.env.PATH}`, SECRET: 'x', ...more },
    steady: () => clock.steady,
    failed: () => undefined,
  })
  const said = () =>
    existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
  return {
    supervisor,
    clock,
    said,
    saidSo: (count: number) => until(`${count} words`, () => said().length >= count),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const SYSTEMD = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '21000000' }

test('ready, well, stopping: systemd hears it', async () => {
  using made = aSystemd(SYSTEMD)
  made.supervisor.ready()
  await made.saidSo(1)
  made.supervisor.well(true)
  await made.saidSo(2)
  made.supervisor.stopping()
  await made.saidSo(3)
  expect(made.said()).toEqual([
    'READY=1 STATUS=every session was beaten',
    'WATCHDOG=1',
    'STOPPING=1',
  ])
})

test('three times in the time it waits, and never while something is wrong', async () => {
  using made = aSystemd(SYSTEMD)
  for (const at of [0, 1_000, 6_999, 7_000, 7_001]) {
    made.clock.steady = at
    made.supervisor.well(true)
  }
  made.clock.steady = 60_000
  made.supervisor.well(false)
  await made.saidSo(2)
  made.supervisor.stopping()
  await made.saidSo(3)
  expect(made.said()).toEqual(['WATCHDOG=1', 'WATCHDOG=1', 'STOPPING=1'])
})

test('without systemd nothing is started, and without a watchdog nobody is pinged', async () => {
  using alone = aSystemd({ WATCHDOG_USEC: '21000000' })
  alone.supervisor.ready()
  alone.supervisor.well(true)
  using patient = aSystemd({ NOTIFY_SOCKET: '/run/systemd/notify' })
  patient.supervisor.well(true)
  patient.supervisor.ready()
  await patient.saidSo(1)
  expect(patient.said()).toHaveLength(1)
  expect(alone.said()).toEqual([])
})

test('a systemd-notify that is not there, or cannot be started, is told of once, and does not end the daemon', async () => {
  for (const environment of [
    { ...SYSTEMD, PATH: '/nowhere' },
    // More than any system hands on: it throws, as it does when there is no memory left.
    { ...SYSTEMD, NOTIFY_SOCKET: '/'.repeat(3_000_000) },
  ]) {
    const failed: string[] = []
    const clock = { steady: 0 }
    const supervisor = openSupervisor({
      environment,
      steady: () => clock.steady,
      failed: (says) => failed.push(says),
    })
    supervisor.ready()
    clock.steady = 60_000
    supervisor.well(true)
    await until('told of', () => failed.length > 0)
    supervisor.stopping()
    expect(failed).toEqual([
      expect.stringMatching(/^systemd-notify cannot be started: spawn .*(ENOENT|E2BIG)/),
    ])
  }
})
