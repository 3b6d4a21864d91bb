/** The door to espeak-ng, a robot's voice in many languages: a text goes in by a pipe, samples come out. */
import { spawn } from 'node:child_process'

export interface Robot {
  readonly samples: Buffer
  readonly samplesPerSecond: number
}

/** A text on air is seconds long; whatever takes longer is stuck. */
const DEADLINE_MS = 20_000
const BYTES_MAX = 60_000_000

export async function hasEspeak(): Promise<boolean> {
  return (await run(['--version'], '')) !== undefined
}

/** undefined: it is not installed, or does not know the language. */
export async function espeak(
  text: string,
  language: string,
  pitch: number,
): Promise<Robot | undefined> {
  const voice = voiceOf(text, language)
  const wave = await run(['-v', voice, '-p', String(pitch), '--stdin', '--stdout'], text)
  return wave && readWave(wave)
}

/** Its own names; a Chinese voice reads an English text in English, as the platforms' voices do. */
function voiceOf(text: string, language: string): string {
  const [tongue = 'en', region] = language.toLowerCase().split('-')
  const isHan = /\p{sc=Han}/u.test(text)
  if (tongue === 'zh' || tongue === 'yue') {
    if (!isHan) return 'en-us'
    return tongue === 'yue' || region === 'hk' ? 'yue' : 'cmn'
  }
  if (tongue !== 'ja' && isHan) return 'cmn'
  if (tongue === 'en') return region === 'us' || region === undefined ? 'en-us' : 'en-gb'
  return /^[a-z]{2,3}$/.test(tongue) ? tongue : 'en-us'
}

function run(args: readonly string[], text: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const { PATH = '' } = process.env
    const child = spawn('espeak-ng', args, {
      env: { PATH },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: DEADLINE_MS,
      killSignal: 'SIGKILL',
    })
    const heard: Buffer[] = []
    let bytes = 0
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > BYTES_MAX) child.kill('SIGKILL')
      else heard.push(part)
    })
    child.stdin.on('error', () => {})
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => resolve(code === 0 ? Buffer.concat(heard) : undefined))
    child.stdin.end(text)
  })
}

/** A WAVE whose length was not known when its head was written: everything behind `data` is sound. */
function readWave(wave: Buffer): Robot | undefined {
  const data = wave.indexOf('data', 12, 'latin1')
  if (data < 0 || wave.length < data + 8) return undefined
  return { samples: wave.subarray(data + 8), samplesPerSecond: wave.readUInt32LE(24) }
}
