'use strict';
(() => {
  const $ = id => document.getElementById(id), books = new Map(), toldMax = 200, rowsMax = 500;
  const protocol = 'feedhandler.json', silenceMs = 5000;
  let socket = null, wanted = null, chosen = null, retryMs = 500, heardAt = 0, heartbeatMs = 0, isDrawn = true, isListStale = true, epoch = null, counts = [0, 0], timer = 0, request = 0, stands = false;

  // Text is only ever set as text: symbols and notices come from outside.
  const say = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
  const state = (text, kind) => { say('state', text); $('state').className = kind; };
  const key = m => m.channel + ':' + m.instrument;
  const clock = ms => new Date(ms).toLocaleTimeString('en-GB');

  function tell(text, isBad) {
    const li = document.createElement('li'), time = document.createElement('time');
    time.textContent = clock(Date.now());
    li.append(time, ' ' + text);
    if (isBad) li.className = 'bad';
    $('told').prepend(li);
    while ($('told').children.length > toldMax) $('told').lastChild.remove();
  }

  const notices = {
    lost: m => `this page was too slow: ${m.count} events were dropped, and books begin again`,
    conflating: () => 'this page is too slow for every change: it has the latest books',
    level: () => 'this page has caught up',
    feedLost: m => `the gateway lost ${m.count} events of the feed, and books begin again`,
    feedRestarted: () => 'the feed began anew, and so do the books',
    feedGone: () => 'the feed is gone: what is shown may be old',
    feedEnded: () => 'the feed has ended, and everything was told',
    draining: () => 'this gateway stops',
  };
  const mild = ['level', 'feedEnded', 'draining', 'conflating'];

  const handlers = {
    logonAccepted(m) {
      heartbeatMs = m.heartbeatInterval;
      retryMs = 500;
      if (epoch !== null && epoch !== m.epoch) tell('another life of the feed', true);
      epoch = m.epoch;
      state('connected to ' + (m.serverName || location.host), 'good');
      subscribe();
    },
    subscribeAccepted(m) { stands = true; tell(`${m.instrumentCount} instruments are meant by ${wanted.pattern}`); },
    definition(m) { of(m).define(m); isListStale = true; },
    bookSnapshot(m) {
      const book = of(m), before = book.snapshot(m);
      if (before && (before === 'whole' || book.state === 'whole') && before !== 'unknown') tell(`${book.symbol} was ${before} and is ${book.state}`, book.state !== 'whole');
      if (!chosen || !books.has(chosen)) choose(book.key);
      isListStale = true;
    },
    notice(m) {
      if (m.kind === 'snapshotsEnd') return;
      tell((notices[m.kind] || (() => m.kind))(m) + (m.text ? ': ' + m.text : ''), !mild.includes(m.kind));
      if (m.kind === 'feedGone') state('the feed is gone: what is shown may be old', 'bad');
    },
    reject(m) { if (stands && m.requestId === request) askAgain(m); else refuse(m, 'refused'); },
    logout(m) { refuse(m, 'the gateway ends the connection'); },
    heartbeat() { send({ type: 'heartbeat' }); },
  };

  // What would be refused again is not asked for again.
  function refuse(m, words) {
    const text = `${words}: ${m.text || m.reason}`;
    tell(text, true);
    if (m.reason === 'shutdown' || m.reason === 'overload' || m.reason === 'tooSlow') return;
    wanted = null;
    state(text, 'bad');
    if (m.reason === 'badToken') $('token').focus();
    close();
  }

  function subscribe() {
    stands = false;
    send({ type: 'subscribe', requestId: ++request, pattern: wanted.pattern, delivery: 'interval', interval: wanted.interval, slowPolicy: 'conflate' });
  }

  // A subscription that stands means less than before: what is not told of any more is not to be shown as if it were.
  function askAgain(m) {
    tell(`not all may be seen any more: ${m.text || m.reason}`, true);
    books.clear();
    send({ type: 'unsubscribe', requestId: request });
    subscribe();
  }

  function of(m) {
    if (!books.has(key(m))) books.set(key(m), new Books.Book(key(m)));
    return books.get(key(m));
  }

  const send = message => { if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };

  function close() {
    if (socket) socket.close(1000);
    $('watch').textContent = 'Watch';
  }

  function connect() {
    clearTimeout(timer);
    state('connecting', '');
    $('watch').textContent = 'Stop';
    const mine = socket = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/', protocol);
    mine.onopen = () => send({ type: 'logon', clientName: 'page', token: $('token').value, heartbeatInterval: 2000, protocolVersion: 1 });
    mine.onmessage = e => {
      if (mine !== socket) return;
      heardAt = Date.now();
      counts = [counts[0] + 1, counts[1] + e.data.length];
      const m = JSON.parse(e.data), handler = handlers[m.type];
      if (handler) handler(m);
      redraw();
    };
    mine.onclose = e => {
      if (mine !== socket) return;
      socket = null;
      if (!wanted) { if ($('state').className !== 'bad') state('not connected', ''); $('watch').textContent = 'Watch'; return; }
      state(`the connection is gone${e.reason ? ' (' + e.reason + ')' : ''}: what is shown is old; trying again`, 'bad');
      timer = setTimeout(connect, retryMs);
      retryMs = Math.min(10000, retryMs * 2);
      redraw();
    };
  }

  function choose(next) {
    chosen = next;
    isListStale = true;
    redraw();
  }

  function bar(cell, quantity, most) {
    const fill = document.createElement('i'), text = document.createElement('span');
    fill.style.width = Math.max(1, 100 * Number(quantity) / most) + '%';
    text.textContent = quantity;
    cell.append(fill, text);
  }

  function drawSide(id, book, rows, most) {
    const body = $(id);
    body.replaceChildren(...rows.map(l => {
      const row = document.createElement('tr'), price = document.createElement('th');
      price.scope = 'row';
      price.textContent = l.known ? book.price(l.price) : '?';
      const [quantity, orders, implied] = [0, 1, 2].map(() => document.createElement('td'));
      quantity.className = 'bar';
      if (l.quantity !== undefined) bar(quantity, l.quantity, most);
      orders.textContent = l.orders ?? '';
      implied.textContent = l.implied ?? '';
      row.append(price, quantity, orders, implied);
      if (!l.known) row.className = 'unknown';
      return row;
    }));
  }

  function drawBook(book) {
    const bids = book.bids, asks = book.asks, most = Math.max(1, ...[...bids, ...asks].map(l => Number(l.quantity || 0)));
    say('book-h', `${book.symbol} (${book.status})`);
    $('confidence').hidden = !book.warning;
    $('book').classList.toggle('doubt', !!book.warning);
    say('confidence', book.warning || '');
    say('last', (book.last === undefined ? 'no trade yet' : `last ${book.price(book.last)} x ${book.lastQuantity}`) + (book.volume ? `, volume ${book.volume}` : ''));
    drawSide('asks', book, asks.slice().reverse(), most);
    drawSide('bids', book, bids, most);
    say('as-of', book.sequence ? `as of event ${book.sequence} of the feed, the exchange's packet ${book.seqNum}` : '');
  }

  function drawList() {
    isListStale = false;
    const sorted = [...books.values()].sort((a, b) => a.symbol.localeCompare(b.symbol)), body = $('list').tBodies[0], focused = document.activeElement?.dataset?.key;
    say('list-h', sorted.length > rowsMax ? `Instruments: the first ${rowsMax} of ${sorted.length}` : `Instruments: ${sorted.length}`);
    body.replaceChildren(...sorted.slice(0, rowsMax).map(b => {
      const row = document.createElement('tr'), name = document.createElement('th'), button = document.createElement('button');
      name.scope = 'row';
      button.type = 'button';
      [button.textContent, button.dataset.key] = [b.symbol, b.key];
      button.setAttribute('aria-pressed', b.key === chosen);
      button.onclick = () => choose(b.key);
      name.append(button);
      const best = side => side.length && side[0].known ? b.price(side[0].price) : '-';
      const cells = [best(b.bids), best(b.asks), b.last === undefined ? '-' : b.price(b.last), b.warning ? b.state.toUpperCase() : b.state].map(text => {
        const cell = document.createElement('td');
        cell.textContent = text;
        return cell;
      });
      if (b.warning) cells[3].className = 'bad';
      row.append(name, ...cells);
      return row;
    }));
    if (focused) body.querySelector(`button[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  function redraw() {
    if (!isDrawn) return;
    isDrawn = false;
    requestAnimationFrame(() => {
      isDrawn = true;
      const book = books.get(chosen);
      if (book) drawBook(book);
    });
  }

  function facts() {
    const said = [['messages/s', counts[0]], ['kB/s', (counts[1] / 1000).toFixed(1)], ['books', books.size], ['not whole', [...books.values()].filter(b => b.warning).length]];
    counts = [0, 0];
    $('facts').replaceChildren(...said.map(([name, value]) => {
      const div = document.createElement('div'), dt = document.createElement('dt'), dd = document.createElement('dd');
      [dt.textContent, dd.textContent] = [name, value];
      div.append(dt, dd);
      if (name === 'not whole' && value > 0) div.className = 'bad';
      return div;
    }));
    if (isListStale) drawList();
    const isSilent = socket && heardAt && heartbeatMs && Date.now() - heardAt > Math.max(silenceMs, 2 * heartbeatMs);
    if (isSilent) state(`nothing was heard for ${Math.round((Date.now() - heardAt) / 1000)} s: what is shown may be old`, 'bad');
  }

  $('ask').onsubmit = e => {
    e.preventDefault();
    if (wanted) { wanted = null; clearTimeout(timer); state('not connected', ''); return close(); }
    wanted = { pattern: $('pattern').value.trim(), interval: +$('interval').value };
    books.clear();
    chosen = null;
    history.replaceState(null, '', '#' + encodeURIComponent(wanted.pattern));
    connect();
  };
  $('theme').onclick = () => {
    const root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  };
  if (location.hash.length > 1) $('pattern').value = decodeURIComponent(location.hash.slice(1));
  setInterval(facts, 1000);
  facts();
})();
