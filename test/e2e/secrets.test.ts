import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { APP_KEY, aRundown, aStation, KNOCK } from './a-station.js'
import { aWiretap, type Wiretap } from './a-wiretap.js'

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)

test('no secret is in any log line, row, answer or file, not even when the vendor repeats it', async () => {
  const taps: Wiretap[] = []
  await using station = await aStation({
    rundowns: { 'shop.yaml': shop },
    between: async (vendor) => {
      const tap = await aWiretap(vendor)
      taps.push(tap)
      return tap.url
    },
  })
  const [tap] = taps
  if (!tap) throw new Error('no wiretap')
  await using _tap = tap
  for (const ending of ['/create', '/heartbeat', '/stat', '/command/queue', '/queue/list'])
    tap.blab(ending)
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/, 40_000)
  tap.blab('/command/queue')
  await station.until('the vendor told it all', () => tap.blabbed() >= 5, 30_000)
  const { url, token } = JSON.parse(readFileSync(join(station.data, 'desk.json'), 'utf8'))
  const answers = await everyAnswer(url, token)
  daemon.kill('SIGTERM')
  await daemon.ended

  const secrets = new Map([
    [APP_KEY, 'app key'],
    [KNOCK, 'callback secret'],
    [token, 'operator token'],
    ...tap.secrets,
  ])
  expect(secrets.size).toBeGreaterThanOrEqual(3 + 4)
  const places = new Map([
    ['log', daemon.stdout()],
    ['stderr', daemon.stderr()],
    ['as-run', JSON.stringify(await station.log())],
    ...answers,
    ...everyTable(join(station.data, 'journal.db')),
    ...everyFile(station.data),
  ])
  // The vendor’s words did come through, without the secrets in them.
  expect(daemon.stdout()).toContain('no: [secret] [secret]')
  expect(places.get('table intent')).toContain('enqueue')
  const found = [...places].flatMap(([place, text]) =>
    [...secrets].filter(([value]) => text.includes(value)).map(([, name]) => `${name} in ${place}`),
  )
  expect(found).toEqual([])
})

/** What a caller is told, with the token and without. */
async function everyAnswer(url: string, token: string): Promise<readonly [string, string][]> {
  const body = JSON.stringify({ request: 'r', text: 'The blue one is sold out.' })
  const ways: readonly [string, string, string | undefined][] = [
    ['GET', '/api/v1/status', undefined],
    ['POST', '/api/v1/airings/shop/say', body],
    ['POST', '/api/v1/airings/nothing/say', body],
    ['POST', '/api/v1/airings/shop/say', '{'],
    ['POST', '/api/v1/shows/shop/start', '{}'],
    ['POST', '/callbacks/main/wrong', '{}'],
    ['GET', '/', undefined],
  ]
  const answers: [string, string][] = []
  for (const authorization of [`Bearer ${token}`, 'Bearer wrong']) {
    for (const [method, path, sent] of ways) {
      const headers = { authorization, ...(sent ? { 'content-type': 'application/json' } : {}) }
      const answer = await fetch(`${url}${path}`, {
        method,
        headers,
        ...(sent ? { body: sent } : {}),
      })
      answers.push([`${method} ${path} ${answers.length}`, await answer.text()])
    }
  }
  return answers
}

/** Every column of every row of every table. */
function everyTable(file: string): readonly [string, string][] {
  const db = new Database(file, { readonly: true })
  try {
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_master where type = 'table'")
      .all()
    return tables.map(({ name }) => [
      `table ${name}`,
      JSON.stringify(db.prepare(`select * from "${name}"`).all()),
    ])
  } finally {
    db.close()
  }
}

/** The bytes on the disk: what was deleted from a table may still be in them. */
const everyFile = (folder: string): readonly [string, string][] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'desk.json')
    .map(({ parentPath, name }) => [`file ${name}`, readFileSync(join(parentPath, name), 'latin1')])
