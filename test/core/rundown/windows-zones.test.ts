import { expect, test } from 'vitest'
import { windowsNames, windowsZone } from '../../../daemon/core/rundown/windows-zones.js'
import { isZone } from '../../../daemon/core/time.js'

test('names of Windows are zones, whatever their case', () => {
  expect(windowsZone('W. Europe Standard Time')).toBe('Europe/Berlin')
  expect(windowsZone(' china standard time')).toBe('Asia/Shanghai')
  expect(windowsZone('Mars Standard Time')).toBeUndefined()
})

test('every one of them is a zone there is', () => {
  const zones = [...windowsNames()].map((name) => windowsZone(name) ?? '')
  expect(zones.filter((zone) => !isZone(zone))).toEqual([])
  expect(zones.length).toBeGreaterThan(80)
})
