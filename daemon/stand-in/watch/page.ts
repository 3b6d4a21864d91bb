/** The pages of /watch: a list of sessions, and one with a player. Whatever comes from a show is text, never markup. */
import type { Watched } from './watch.js'

export const listPage = (): string =>
  page(
    'What is on',
    `<main class="list"><h1>What the stand-in has on stage</h1>
<p>A local double of the platform, drawn and spoken on this machine. Nothing here costs anything.</p>
<ul id="sessions"></ul>
<p id="none" hidden>Nothing is on yet. A show appears here when its session goes live.</p></main>
<script src="/watch/list.js"></script>`,
  )

export const sessionPage = ({ session, title }: Watched): string =>
  page(
    title,
    `<main class="session" data-session="${safe(session)}">
<figure><video id="picture" playsinline autoplay muted controls></video>
<button id="sound" type="button">Sound on</button></figure>
<section><nav><a href="/watch">All sessions</a></nav>
<h1>${safe(title)} <span id="state" class="state">…</span></h1>
<p class="about">Session <code>${safe(session.slice(0, 12))}</code> on the local stand-in, a few seconds behind.
<a id="recording" href="/watch/${safe(session)}/recording.mp4" hidden>Recording</a></p>
<h2>On stage</h2><ol id="items" reversed></ol></section></main>
<script src="/watch/hls.js"></script><script src="/watch/player.js"></script>`,
  )

const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)} · onair stand-in</title><link rel="stylesheet" href="/watch/style.css"></head>
<body>${body}</body></html>
`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** Both scripts write texts with textContent only. */
export const LIST_SCRIPT = `'use strict'
async function look() {
  try {
    const sessions = await (await fetch('/watch/sessions.json')).json()
    const list = document.getElementById('sessions')
    list.replaceChildren(...sessions.reverse().map(({ session, title, isLive, since, items }) => {
      const row = document.createElement('li')
      const link = document.createElement('a')
      link.href = '/watch/' + session
      link.textContent = title
      const state = document.createElement('span')
      state.className = isLive ? 'state live' : 'state'
      state.textContent = isLive ? 'on air' : 'over'
      const about = document.createElement('small')
      const last = items[items.length - 1]
      about.textContent = 'since ' + new Date(since).toLocaleTimeString() + (last ? ' · ' + last.says : '')
      row.append(link, state, about)
      return row
    }))
    document.getElementById('none').hidden = sessions.length > 0
  } catch {}
  setTimeout(look, 2000)
}
look()
`

export const PLAYER_SCRIPT = `'use strict'
const main = document.querySelector('main')
const base = '/watch/' + main.dataset.session
const video = document.getElementById('picture')
const state = document.getElementById('state')

function play() {
  const source = base + '/live.m3u8'
  if (!Hls.isSupported()) {
    video.src = source
    return
  }
  const hls = new Hls({
    enableWorker: false,
    liveSyncDurationCount: 2,
    manifestLoadingMaxRetry: 60,
    manifestLoadingRetryDelay: 1000,
  })
  hls.on(Hls.Events.ERROR, (_, { fatal, type }) => {
    if (!fatal) return
    if (type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError()
    else setTimeout(() => hls.loadSource(source), 2000)
  })
  hls.loadSource(source)
  hls.attachMedia(video)
}

const sound = document.getElementById('sound')
sound.addEventListener('click', () => {
  video.muted = false
  video.volume = 1
  video.play()
})
video.addEventListener('volumechange', () => { sound.hidden = !video.muted })

async function look() {
  try {
    const { isLive, items } = await (await fetch(base + '/now.json')).json()
    state.textContent = isLive ? 'on air' : 'over'
    state.className = isLive ? 'state live' : 'state'
    document.getElementById('recording').hidden = isLive
    document.getElementById('items').replaceChildren(...items.slice(-12).reverse().map(({ at, kind, says }) => {
      const row = document.createElement('li')
      row.className = kind
      const time = document.createElement('time')
      time.textContent = new Date(at).toLocaleTimeString('en-GB')
      const words = document.createElement('span')
      words.textContent = says
      row.append(time, words)
      return row
    }))
  } catch {}
  setTimeout(look, 1000)
}
play()
look()
`

export const STYLE = `:root { color-scheme: dark; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
body { margin: 0; background: #10161d; color: #dbe5ee; }
a { color: #7cc4ff; }
h1 { font-size: 1.5rem; margin: 0 0 .4rem; }
h2 { font-size: 1rem; color: #8fa3b5; font-weight: 600; margin: 1.4rem 0 .4rem; }
small, .about { color: #8fa3b5; }
.state { font-size: .75rem; padding: .15rem .55rem; border-radius: 99px; background: #33414f; vertical-align: middle; }
.state.live { background: #d3392f; color: #fff; }
.list { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
.list ul { list-style: none; padding: 0; }
.list li { display: flex; gap: .8rem; align-items: center; padding: .7rem 1rem; background: #18212b;
  border-radius: 10px;
  margin: .5rem 0; }
.list small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.session { display: flex; gap: 2rem; max-width: 68rem; margin: 1.5rem auto; padding: 0 1rem;
  align-items: flex-start; flex-wrap: wrap; }
figure { margin: 0; position: relative; }
video { height: min(86vh, 768px); aspect-ratio: 9 / 16; background: #000; border-radius: 14px; display: block; }
#sound { display: block; margin: .8rem auto 0; font: inherit; border: 0;
  border-radius: 99px; padding: .4rem 1rem; background: #fff; color: #10161d; cursor: pointer; }
section { flex: 1; min-width: 18rem; }
#items { list-style: none; margin: 0; padding: 0; }
#items li { display: flex; gap: 1rem; padding: .45rem .7rem; border-left: 3px solid #33414f; margin: .25rem 0; }
#items li.words { border-color: #7cc4ff; }
#items li.sound { border-color: #b78cff; }
#items li.script, #items li.off { color: #8fa3b5; }
#items li:first-child { background: #18212b; border-radius: 0 8px 8px 0; }
#items time { color: #8fa3b5; font-variant-numeric: tabular-nums; }
`
