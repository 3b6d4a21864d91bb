import { expect, test } from 'vitest'
import { EMPTY_SHELF } from '../../../daemon/core/rundown/shelf.js'

test('where nothing lies beside a rundown, nothing can be opened and nothing is found', () => {
  expect(EMPTY_SHELF.open('shared/li.yaml')).toEqual({ says: 'no other file can be read here' })
  expect(EMPTY_SHELF.look('media/logo.png')).toEqual({ kind: 'missing' })
})
