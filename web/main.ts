import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { createApi } from './api/http.js';
import { openLive } from './api/live.js';
import { browserClock } from './state/clock.js';
import { createApp } from './state/create-app.js';
import { createPersistence } from './state/persisted.js';

/** A page that slept longer than this does not trust its live stream any more, milliseconds. */
const STALE_AFTER_MILLIS = 30_000;

const api = createApi({ base: document.baseURI, fetch: (...request) => fetch(...request) });
const app = createApp({
  api,
  clock: browserClock,
  persistence: createPersistence({ shelf: () => localStorage, events: window }),
  media: matchMedia('(prefers-color-scheme: dark)'),
  bar: {
    read: () => location,
    write: (address, how) => history[how === 'push' ? 'pushState' : 'replaceState'](null, '', location.pathname + address),
    onMove: (moved) => addEventListener('popstate', moved),
  },
  // Frames do not come in a hidden page, and what is asked there (by a test, by a reload) must not wait for one.
  nextFrame: (run) => (document.hidden ? setTimeout(run, 0) : requestAnimationFrame(run)),
});

const stream = openLive({
  create: () => new EventSource(api.url('api/live')),
  setTimer: (run, millis) => browserClock.after(millis, run),
  onMessage: (message) => app.live.receive(message),
  onConnection: (connection) => app.live.setConnection(connection),
});

let hiddenSince: number | null = null;
document.addEventListener('visibilitychange', () => {
  app.pulse.setHidden(document.hidden);
  if (document.hidden) hiddenSince = browserClock.now();
  else if (hiddenSince !== null && browserClock.now() - hiddenSince > STALE_AFTER_MILLIS) stream.reopen();
});
addEventListener('online', () => stream.reopen());

void app.catalogue.list();

const target = document.getElementById('app');
if (target) mount(App, { target, props: { app } });
