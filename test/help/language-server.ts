/** The real yaml-language-server, spoken to as an editor does: LSP over stdio. Every wait is bounded. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(
  new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
)
const ANSWER_MAX_MS = 30_000

export interface LanguageServer extends AsyncDisposable {
  readonly open: (uri: string, text: string) => void
  readonly ask: (method: string, params: unknown) => Promise<unknown>
  /** What it finds wrong with a document, as soon as it says so. */
  readonly diagnostics: (uri: string) => Promise<readonly { message: string; line: number }[]>
}

interface Message {
  readonly id?: number | string
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
}

export async function openLanguageServer(): Promise<LanguageServer> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, (result: unknown) => void>()
  const published = mailbox<readonly unknown[]>()
  const send = (message: object) => child.stdin.write(framed(message))
  unframed(child, (message) => {
    const { id, method, params, result } = message
    if (method === undefined && typeof id === 'number') waiting.get(id)?.(result)
    else if (id !== undefined) send({ id, result: answer(method, params) })
    else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = Object(params)
      published.put(String(uri), diagnostics)
    }
  })
  let last = 0
  const ask = (method: string, params: unknown) => {
    last += 1
    const id = last
    send({ id, method, params })
    return bounded(new Promise((resolve) => waiting.set(id, resolve)), method)
  }
  await ask('initialize', { processId: process.pid, rootUri: null, capabilities: CAPABILITIES })
  send({ method: 'initialized', params: {} })
  return {
    open: (uri, text) =>
      send({
        method: 'textDocument/didOpen',
        params: { textDocument: { uri, languageId: 'yaml', version: 1, text } },
      }),
    ask,
    diagnostics: async (uri) => {
      const found = await bounded(published.next(uri), `diagnostics of ${uri}`)
      return found.map((one) => {
        const { message, range } = Object(one)
        return { message: String(message), line: Number(range.start.line) + 1 }
      })
    },
    [Symbol.asyncDispose]: () => gone(child),
  }
}

const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: { hover: { contentFormat: ['markdown'] }, completion: {} },
}

/** What an editor is asked for: its settings. Nothing is fetched from the network. */
function answer(method: string | undefined, params: unknown): unknown {
  if (method !== 'workspace/configuration') return null
  const items: readonly { section?: string }[] = Object(params).items
  const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } }
  return items.map(({ section }) => (section === 'yaml' ? yaml : {}))
}

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function unframed(child: ChildProcess, heard: (message: Message) => void): void {
  let rest = Buffer.alloc(0)
  child.stdout?.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const end = rest.indexOf('\r\n\r\n')
      const [, size] = /Content-Length: (\d+)/.exec(rest.toString('latin1', 0, end)) ?? []
      const from = end + 4
      if (end < 0 || size === undefined || rest.length < from + Number(size)) return
      heard(JSON.parse(rest.toString('utf8', from, from + Number(size))))
      rest = rest.subarray(from + Number(size))
    }
  })
}

/** What came for somebody, kept until it is asked for. */
function mailbox<Letter>() {
  const letters = new Map<string, Letter>()
  const readers = new Map<string, (letter: Letter) => void>()
  return {
    put: (to: string, letter: Letter) => {
      const read = readers.get(to)
      if (read === undefined) letters.set(to, letter)
      else read(letter)
    },
    next: (to: string) =>
      new Promise<Letter>((resolve) => {
        const letter = letters.get(to)
        letters.delete(to)
        if (letter === undefined) readers.set(to, resolve)
        else resolve(letter)
      }),
  }
}

async function bounded<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what}`)), ANSWER_MAX_MS)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

async function gone(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await ended
}
