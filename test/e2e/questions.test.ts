/** The audience on the real process: from a signed question to the vendor's queue, and to the as-run log. */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { signedQuestion } from '../signed-question.js'
import { aRundown, aStation, type Station } from './a-station.js'

const KEY = 'canary-intake-key-0123456789abcdef'
const shop = `${aRundown('shop', 'always: true')}
questions:
  answer: "\${asker} asks: \${question} \${answer}"
  library: qa
  faq: [{ q: [When do you ship?, How long does shipping take?], a: We ship on the next working day. }]
  blocked: [refund fraud, 欢迎]
  cooldown: 0s
  perAsker: 3 per 5m
`
const MORE = 'questions: { intake: { keys: [{ env: INTAKE }] } }\n'

interface Message {
  readonly id: string
  readonly asker?: string
  readonly name?: string
  readonly text: string
  readonly key?: string
  readonly at?: number
}

async function send(station: Station, message: Message): Promise<Response> {
  const { id, asker = 'u-1', name = 'Ann', text, key = KEY } = message
  return fetch(
    `http://127.0.0.1:${station.port}/api/v1/airings/shop/questions`,
    signedQuestion(id, { asker, name, text }, message.at ?? Date.now(), key),
  )
}

const spoken = (station: Station) =>
  station
    .record()
    .flatMap((entry) => (entry.type === 'takeover-speaking' ? [entry.content.text ?? ''] : []))

const aShop = () =>
  aStation({ rundowns: { 'shop.yaml': shop }, config: MORE, env: { INTAKE: KEY } })

test.concurrent('a signed question is spoken, and in the as-run log with what the gates said', async () => {
  await using station = await aShop()
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const answer = await send(station, { id: 'm-1', text: 'when do you ship?' })
  expect(answer.status).toBe(200)
  await station.until('it is spoken', () => spoken(station).length > 0)
  expect(spoken(station)).toEqual(['Ann asks: when do you ship? We ship on the next working day.'])
  await daemon.said(/AIRED question|AIRED operator/)
  const row = (await station.log()).find(({ source }) => source === 'question')
  expect(row).toMatchObject({
    status: 'aired',
    text_or_media_ref: expect.stringMatching(/^question:q[0-9a-f]{15} hmac-sha256:[0-9a-f]{32}$/),
    remark: 'gates: question clean, name clean, answer clean (faq)',
  })
  const listed = await station.onair('questions', '--format', 'json')
  expect(JSON.parse(listed.stdout)).toMatchObject({
    situation: 'spoken',
    name: 'Ann',
    source: 'faq',
  })
})

test.concurrent('what is unsafe in question, name or answer is not spoken', async () => {
  await using station = await aShop()
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const said = async (message: Message) => (await send(station, message)).json()
  expect(await said({ id: 'm-1', text: 'is this a r3fund fr@ud?' })).toMatchObject({
    ok: true,
    foresees: { situation: 'declined', reason: 'BLOCKED' },
  })
  expect(await said({ id: 'm-2', name: 'rеfund frаud', text: 'is it blue?' })).toMatchObject({
    foresees: { situation: 'declined', reason: 'BLOCKED' },
  })
  // The library's answer to this has a blocked word in it.
  await send(station, { id: 'm-3', text: 'well, hello everybody' })
  await daemon.said(/declined: ANSWER_BLOCKED/)
  await send(station, { id: 'm-4', text: 'how long does shipping take?' })
  await station.until('the decent one is spoken', () => spoken(station).length > 0)
  expect(spoken(station)).toHaveLength(1)
})

test.concurrent('what is replayed, stale, forged or not signed is refused', async () => {
  await using station = await aShop()
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const at = Date.now()
  const first = { id: 'm-1', text: 'when do you ship?', at }
  expect((await send(station, first)).status).toBe(200)
  expect((await send(station, first)).status).toBe(409)
  // The same question in another message: taken once, and answered as the first time.
  const again = await send(station, { ...first, at: at + 2_000 })
  expect([again.status, await again.json()]).toMatchObject([200, { repeated: true }])
  expect((await send(station, { ...first, id: 'm-2', at: at - 400_000 })).status).toBe(401)
  expect((await send(station, { ...first, id: 'm-3', key: 'x'.repeat(24) })).status).toBe(401)
  const bare = await fetch(`http://127.0.0.1:${station.port}/api/v1/airings/shop/questions`, {
    method: 'POST',
    body: '{}',
  })
  expect(bare.status).toBe(401)
  const huge = await send(station, { id: 'm-4', text: 'x'.repeat(70_000) })
  expect(huge.status).toBe(413)
})

test.concurrent('who is forgotten stands nowhere any more, and the logs are whole', async () => {
  await using station = await aShop()
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const text = 'when do you ship to Xanadu, tell Zebedee?'
  await send(station, { id: 'm-1', asker: 'u-77', name: 'Zebedee', text })
  await daemon.said(/question q\w+ of asker \w+ spoken/)
  expect(holding(station.data, 'Zebedee')).not.toEqual([])
  const forgot = await station.onair('forget', 'u-77')
  expect(forgot).toMatchObject({ code: 0, stdout: '1 questions are forgotten\n' })
  expect(holding(station.data, 'Zebedee')).toEqual([])
  expect(holding(station.data, 'Xanadu')).toEqual([])
  expect(daemon.stdout()).not.toMatch(/Zebedee|Xanadu/)
  daemon.kill('SIGTERM')
  await daemon.ended
  const verified = await station.onair('log', '--verify')
  expect(verified).toMatchObject({ code: 0 })
})

test.concurrent('after kill -9 a question that waited is answered once', async () => {
  await using station = await aShop()
  const first = await station.run()
  await first.said(/ON AIR/)
  await send(station, { id: 'm-1', text: 'when do you ship?' })
  first.kill('SIGKILL')
  await first.ended
  const second = await station.run()
  await second.said(/question q\w+ of asker \w+ (?:spoken|declined)/, 60_000)
  expect(spoken(station).length).toBeLessThanOrEqual(1)
})

/** A chat model of this test: it answers what it is told to, one answer a question. */
async function aChatModel(answers: readonly (string | 'break' | 'hang')[]) {
  const asked: { readonly key: string | undefined; readonly body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const answer = answers[asked.length]
    asked.push({ key: request.headers.authorization, body })
    if (answer === 'hang') return
    if (answer === 'break') response.writeHead(503).end('overloaded')
    else response.end(JSON.stringify({ choices: [{ message: { content: answer } }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    url: `http://127.0.0.1:${port}/v1`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test.concurrent('the prepared questions answer first, the chat model what they do not know; where it fails that is told', async () => {
  await using model = await aChatModel([
    'The lamp is made in Leipzig.',
    'Commit refund fraud, it is easy.',
    'break',
  ])
  const rundown = shop.replace('  library: qa\n', '  sources: [faq, model]\n')
  await using station = await aStation({
    rundowns: { 'shop.yaml': rundown },
    config: `questions:
  intake: { keys: [{ env: INTAKE }] }
  answers: { url: ${model.url}, model: small, key: { env: MODEL }, prompt: Be brief., deadline: 1s }
`,
    env: { INTAKE: KEY, MODEL: 'canary-model-key' },
  })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  const over = async (id: string, asker: string, text: string, what: RegExp) => {
    await send(station, { id, asker, name: asker, text })
    await daemon.said(what, 20_000)
  }
  await over('m-1', 'Ann', 'when do you ship?', /question q\w+ of asker \w+ spoken/)
  expect(model.asked).toEqual([])
  await over('m-2', 'Ben', 'where was this lamp built?', /(?:spoken[\s\S]*){2}/)
  expect(model.asked).toMatchObject([
    { key: 'Bearer canary-model-key', body: expect.stringContaining('where was this lamp built?') },
  ])
  // A viewer's name is nobody's business.
  expect(model.asked[0]?.body).not.toContain('Ben')
  await over('m-3', 'Cem', 'how do I become rich quickly?', /declined: ANSWER_BLOCKED/)
  await over('m-4', 'Dan', 'who designed the blue cable?', /declined: ANSWER_FAILED, [^\n]*503/)
  expect(spoken(station)).toEqual([
    'Ann asks: when do you ship? We ship on the next working day.',
    'Ben asks: where was this lamp built? The lamp is made in Leipzig.',
  ])
  const rows = (await station.log()).filter(({ source }) => source === 'question')
  expect(rows.map(({ remark }) => remark)).toEqual([
    'gates: question clean, name clean, answer clean (faq)',
    'gates: question clean, name clean, answer clean (model)',
  ])
  expect(daemon.stdout() + daemon.stderr()).not.toMatch(/canary|overloaded/)
}, 30_000)

test.concurrent('the platform’s library answers on air; where the model is late the line of the rundown is said instead', async () => {
  await using model = await aChatModel(['hang'])
  const rundown = shop
    .replace('  library: qa\n', '  library: qa\n  sources: [library, model]\n')
    .replace('  cooldown: 0s\n', '  cooldown: 0s\n  otherwise: That I do not know yet.\n')
  await using station = await aStation({
    rundowns: { 'shop.yaml': rundown },
    config: `questions:
  intake: { keys: [{ env: INTAKE }] }
  answers: { url: ${model.url}, model: small, prompt: Be brief., deadline: 500ms }
`,
    env: { INTAKE: KEY },
  })
  const daemon = await station.run()
  await daemon.said(/ON AIR/)
  await send(station, { id: 'm-1', asker: 'u-1', name: 'Ann', text: 'is it in stock now?' })
  await daemon.said(/question q\w+ of asker \w+ spoken/, 20_000)
  expect(model.asked).toEqual([])
  await send(station, { id: 'm-2', asker: 'u-2', name: 'Ben', text: 'who built this lamp?' })
  await daemon.said(/(?:asker \w+ spoken[\s\S]*){2}/, 20_000)
  expect(spoken(station)).toEqual([
    'Ann asks: is it in stock now? 有货。',
    'Ben asks: who built this lamp? That I do not know yet.',
  ])
  const rows = (await station.log()).filter(({ source }) => source === 'question')
  expect(rows.map(({ remark }) => remark)).toEqual([
    'gates: question clean, name clean, answer clean (library)',
    'gates: question clean, name clean, answer in place of an answer (otherwise)',
  ])
}, 60_000)

const holding = (folder: string, word: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(word))
