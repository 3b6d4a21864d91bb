import { expect, test } from 'vitest'
import type { Passing } from '../../daemon/core/plan/news.js'
import { instant } from '../../daemon/core/time.js'
import { aside } from '../../daemon/run/aside.js'

test('what is said beside the turns is in the log, and whoever listens hears it', () => {
  const lines: string[] = []
  const passed: Passing[] = []
  const note = (level: string) => (_: unknown, says: string) => void lines.push(`${level} ${says}`)
  const log = { info: note('info'), warn: note('warn'), alert: note('alert') }
  aside(
    log,
    (news) => void passed.push(news),
    () => instant(7),
  ).alert({}, 'the disk is full')
  expect(lines).toEqual(['alert the disk is full'])
  expect(passed).toEqual([
    { kind: 'tell', at: 7, what: { level: 'alert', says: 'the disk is full' } },
  ])
})
