import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../daemon/config.js'
import { withBooks } from '../../daemon/run/books.js'
import { openClock } from '../../daemon/run/clock.js'
import { APP_KEY, aRundown, aStation, KNOCK, requests } from './a-station.js'

test('what is on air is beaten before a rundown is read, a server is opened or anything is asked', async () => {
  await using station = await aStation({
    rundowns: { 'shop.yaml': aRundown('shop', 'always: true') },
  })
  const daemon = await station.run()
  await station.until('a show is on air', () =>
    requests(station.record()).some(({ endpoint }) => endpoint === 'heartbeat'),
  )
  daemon.kill('SIGKILL')
  await daemon.ended
  const { config } = loadConfig(join(station.folder, 'config.yaml'), { APP_KEY, KNOCK })
  if (!config) throw new Error('the config is wrong')
  const before = station.record().length
  const { now } = openClock()
  let asked: readonly unknown[] = []
  const work = async () => {
    asked = requests(station.record().slice(before))
  }
  await withBooks({ config, moved: false, now }, work)
  const [{ session, marker } = { session: undefined, marker: undefined }] =
    station.summary().sessions
  // Nobody who only knows the show can forge a callback that names it.
  expect(marker).toMatch(/\.[0-9a-f]{12}\/shop@.+#1$/)
  expect(asked).toMatchObject([{ endpoint: 'token' }, { endpoint: 'heartbeat', session }])
  expect(station.summary().stillOpen).toEqual([session])
})
