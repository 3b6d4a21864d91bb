/** A journal that 0.1 wrote when it began, opened by the daemon of today: what was on air goes on. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { aDeskOnDisk } from '../console/a-desk-on-disk.js'
import { until } from '../e2e/onair.js'
import { aFolder } from './a-journal.js'

/** Takes away what there was not yet. */
const AS_IT_WAS = `
  update snapshot set json = json_remove(json, '$.renamed', '$.sought', '$.revision', '$.heldUntil', '$.microphone',
    '$.takeovers[0].source', '$.takeovers[0].by', '$.takeovers[0].piece', '$.takeovers[0].length',
    '$.takeovers[0].onCut', '$.takeovers[0].order', '$.takeovers[0].unwanted') where kind = 'airings';
  update snapshot set json = json_set(json_remove(json, '$.givenUp', '$.textMin', '$.textMax'), '$.unresolved', json('[]'))
    where kind = 'accounts';
`

test('an airing of the first version goes on after the upgrade: ordered about, and sent', async () => {
  using folder = aFolder()
  {
    await using desk = await aDeskOnDisk(folder.path)
    const onAir = () => Object.values(desk.loop.state.airings)[0]?.situation === 'on-air'
    await until('it is on air', onAir)
    const said = { request: 'request-1', text: 'This was said before the upgrade.' }
    expect((await desk.post('/airings/shop/say', said)).status).toBe(200)
    await until('it is kept', () => desk.loop.isKept())
  }
  const db = new Database(join(folder.path, 'journal.db'))
  db.exec(AS_IT_WAS)
  expect(db.prepare('select json from snapshot where json like \'%"revision"%\'').all()).toEqual([])
  db.close()

  const sent: string[] = []
  await using desk = await aDeskOnDisk(folder.path, {
    called: (call) => {
      if (call.type === 'enqueue') sent.push(call.takeover)
    },
  })
  const airing = () => Object.values(desk.loop.state.airings)[0]
  expect(airing()).toMatchObject({ situation: 'on-air', revision: 0, renamed: {} })
  const said = {
    request: 'request-2',
    text: 'This was said after the upgrade.',
    urgency: 'breaking',
  }
  const answer = await desk.post('/airings/shop/say', said)
  expect(await answer.json()).toMatchObject({ ok: true })
  await until('it is sent', () => sent.length > 0)
  const hold = await desk.post('/airings/shop/hold', { request: 'request-3', for: '2m' })
  expect(await hold.json()).toMatchObject({ ok: true })
  expect(airing()?.parked).toBeUndefined()
})
