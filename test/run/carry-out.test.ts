import { expect, test } from 'vitest'
import type { Event } from '../../daemon/core/plan/events.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { hands, type PutIn } from '../../daemon/run/carry-out.js'
import { DEMO } from '../core/plan/builders.js'
import { anEnqueue } from '../journal/a-journal.js'

/** What comes back for an item whose words are put in like this. */
async function answerWith(putIn: PutIn) {
  const posted: Event[] = []
  const platform = softSugarCalls(() => Promise.reject(new Error('nothing is sent in this test')))
  const { carryOut, idle } = hands(new Map([[DEMO, platform]]), (event) => posted.push(event), {
    putIn,
  })
  carryOut(anEnqueue())
  await idle()
  return posted
}

test('a viewer’s words that were forgotten are refused: nothing was sent', async () => {
  expect(await answerWith(() => undefined)).toMatchObject([
    { type: 'enqueued', outcome: { is: 'not-applied', why: 'refused' } },
  ])
})

test('words that cannot be read, because the disk fails, are an answer too: nothing was sent', async () => {
  const fails = () => {
    throw new Error('SQLITE_IOERR_READ')
  }
  expect(await answerWith(fails)).toMatchObject([
    { type: 'enqueued', outcome: { is: 'not-applied', why: 'never-sent' } },
  ])
})
