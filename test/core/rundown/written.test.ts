import { expect, test } from 'vitest'
import { isWritten } from '../../../daemon/core/rundown/written.js'

test('a value is a written rundown only if the schema found nothing', () => {
  const breach = { instancePath: '/show', schemaPath: '#', keyword: 'type', params: {} }
  expect(isWritten({ show: 'market' }, [])).toBe(true)
  expect(isWritten({ show: 7 }, [breach])).toBe(false)
  expect(isWritten('no object', [])).toBe(false)
})
