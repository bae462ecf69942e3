'use strict';
(() => {
  const $ = id => document.getElementById(id), frames = [], way = ['receive', 'arbitrate', 'decode', 'book', 'publish', 'consume', 'strategy'];
  let feed = null, paused = false, isDrawn = true, lastLadder = '';
  const say = (id, text) => { if ($(id).textContent !== text) $(id).textContent = text; };
  const share = n => (100 * n).toFixed(1) + ' %';

  // Text is only ever set as text: symbols and names come from outside.
  function table(id, head, rows) {
    const t = $(id), wanted = JSON.stringify([head, rows]);
    if (t.dataset.shown === wanted) return;
    t.dataset.shown = wanted;
    t.replaceChildren();
    const first = t.createTHead().insertRow();
    head.forEach(name => { const th = document.createElement('th'); th.scope = 'col'; th.textContent = name; first.append(th); });
    const body = t.createTBody();
    rows.forEach(cells => { const row = body.insertRow(); cells.forEach(cell => {
      const td = row.insertCell();
      if (cell && cell.href) {
        const a = document.createElement('a');
        [a.textContent, a.href, a.download] = [cell.text, cell.href, cell.text];
        return td.append(a);
      }
      td.textContent = Array.isArray(cell) ? cell[0] : cell;
      if (Array.isArray(cell)) td.className = cell[1];
    }); });
  }

  function facts(f) {
    if (f.packets === undefined) return; // a log of latencies says nothing of packets
    const said = [['packets', Charts.count(f.packets)], ['packets/s', Charts.count(f.packetsPerSecond)], ['events/s', Charts.count(f.eventsPerSecond)], ['gaps', f.gaps, f.gaps > 0],
      ['lost', Charts.count(f.lost), f.lost > 0], ['books in doubt', f.needyBooks, f.needyBooks > 0]];
    if (f.packetsOver !== undefined) said.push(['over budget', Charts.count(f.packetsOver), f.packetsOver > 0]);
    if (f.stalls !== undefined) said.push(['stalls', f.stalls, f.stalls > 0], ['busy', share(f.dutyCycle)]);
    const wanted = JSON.stringify(said);
    if ($('facts').dataset.shown === wanted) return;
    $('facts').dataset.shown = wanted;
    $('facts').replaceChildren(...said.map(([name, value, isBad]) => {
      const div = document.createElement('div'), dt = document.createElement('dt'), dd = document.createElement('dd');
      [dt.textContent, dd.textContent] = [name, value];
      div.append(dt, dd);
      if (isBad) div.className = 'bad';
      return div;
    }));
  }

  // Before the feed thread, of the slower line and since the start: what clocks of other machines and of the card have a part in.
  const before = { exchange: ['exchangeToReceive', 'to the wire'], wire: ['receiveToUser', 'to the feed thread'] };

  function wireHop(f, name) {
    const [key, to] = before[name], p99 = w => w[key + 'P99'];
    const w = (f.wire || []).filter(line => p99(line) !== undefined).reduce((a, b) => !a || p99(b) > p99(a) ? b : a, null);
    if (!w) return ['not measured'];
    const negative = w[key + 'Negative'];
    return [to, 'p50 ' + Charts.duration(w[key + 'P50']), 'p99 ' + Charts.duration(p99(w)), ...negative ? [Charts.count(negative) + ' negative'] : []];
  }

  function drawWay(f) {
    const of = name => f.stages.find(s => s.stage === name && s.count > 0), seen = way.map(of).filter(s => s);
    const worst = seen.reduce((a, b) => !a || b.p99 > a.p99 ? b : a, null), most = worst ? Math.max(1, worst.p99) : 1;
    say('worst', worst ? `The slowest hop is ${worst.stage}: 99 % take ${Charts.duration(worst.p99)} or less.` : f.stages.length ? 'Nothing came in the last second.' : 'Stages are not measured: set ring.stamps.');
    $('way').replaceChildren(...['exchange', 'wire', ...way].map(name => {
      const li = document.createElement('li'), b = document.createElement('b'), s = of(name);
      b.textContent = name;
      li.append(b);
      li.className = before[name] ? 'blank' : s && s === worst ? 'worst' : '';
      const value = text => { const span = document.createElement('span'); span.textContent = text; li.append(span); };
      if (before[name]) wireHop(f, name).forEach(value);
      else if (!s) value('-');
      else {
        value('p50 ' + Charts.duration(s.p50));
        value('p99 ' + Charts.duration(s.p99));
        const bar = document.createElement('div'), fill = document.createElement('i');
        bar.className = 'bar';
        fill.style.width = Math.max(1, 100 * s.p99 / most) + '%';
        bar.append(fill);
        li.append(bar);
      }
      return li;
    }));
  }

  function tables(f) {
    table('stages', ['stage', 'count', 'p50', 'p99', 'p99.9', 'max'], f.stages.map(s => [s.stage, Charts.count(s.count), ...[s.p50, s.p99, s.p999, s.max].map(Charts.duration)]));
    if (f.channels) table('lines', ['channel', 'line', 'delivered', 'first', 'ahead by p50', 'p99', 'max'], f.channels.flatMap(c => [['A', c.lineA], ['B', c.lineB]].map(([name, l]) =>
      [c.channel, name, Charts.count(l.delivered), l.first === undefined ? '-' : Charts.count(l.first), ...['aheadP50', 'aheadP99', 'aheadMax'].map(k => l.first ? Charts.duration(l[k]) : '-')])));
    if (f.consumers) table('consumers', ['consumer', 'events', 'lag', 'most', 'lost'], f.consumers.map(c => [c.name, Charts.count(c.events), Charts.count(c.lag), Charts.count(c.lagMax), Charts.count(c.lost)]));
    const stalls = frames.flatMap(x => (x.newStalls || []).map(s => [x.timeMs - s.agoMs, s])).slice(-8).reverse();
    table('stalls', ['when', 'how long', 'cause'], stalls.map(([t, s]) => [new Date(t).toLocaleTimeString('en-GB'), Charts.duration(s.durationNs), s.cause]));
  }

  // The stage in which most of a spike was spent; what is of an event and neither of the feed thread nor of the strategy, it waited in the ring.
  function worstOf(s) {
    const parts = ['receive', 'arbitrate', 'decode', 'book', 'publish', 'other', 'strategy'].map(name => [name, s[name + 'Ns'] || 0]);
    if (s.eventNs) parts.push(['consume', s.eventNs - (s.totalNs - s.receiveNs) - s.strategyNs]);
    const [name, ns] = parts.reduce((a, b) => b[1] > a[1] ? b : a);
    return `${name} ${Charts.duration(ns)}`;
  }

  let spikesShown = -1;
  function listSpikes(f) {
    if (!feed.flight || f.spikes === spikesShown) return;
    spikesShown = f.spikes;
    get('api/spikes').then(list => {
      say('spikes-t', `${f.spikes} spikes are saved, each with the packets around it${f.spikes > list.length ? `; the latest ${list.length}` : ''}`);
      table('spikes', ['when', 'channel', 'took', 'most of it', 'packets', 'file'], list.map(s => [s.timeMs ? new Date(s.timeMs).toLocaleTimeString('en-GB') : '-', s.channel,
        Charts.duration(Math.max(s.totalNs, s.eventNs || 0)), worstOf(s), s.packets, { text: s.file, href: 'api/spikes/' + encodeURIComponent(s.file) }]));
    }).catch(e => say('spikes-t', e.message));
  }

  const verdicts = { noChange: 'no change', faster: 'faster', slower: 'slower', unknown: 'unknown' }, signed = n => (n > 0 ? '+' : '') + n.toFixed(1) + ' %';
  const measure = name => name.replace(/^p(99)(9+)$/, 'p$1.$2');
  let comparison = null;
  function drawComparison() {
    const stage = $('stage').value, one = comparison.series.find(s => s.stage === stage), both = [`A: ${comparison.a}`, `B: ${comparison.b}`];
    Charts.compare($('compare'), one, both, feed.curvePercentiles);
    const changed = one ? one.changes.filter(c => c.verdict === 'slower' || c.verdict === 'faster') : [];
    say('compare-t', !one ? `${stage}: only one side measured it` : `${stage}, of ${Charts.count(one.a.count)} and ${Charts.count(one.b.count)}: ` +
      (changed.length ? 'B is ' + changed.map(c => `${c.verdict} at ${measure(c.measure)} (${signed(c.changePercent)})`).join(', ') : 'no difference that is more than chance'));
    table('changes', ['measure', 'A', 'B', 'change', comparison.confidencePercent + ' % interval', 'verdict'], (one ? one.changes : []).map(c => [measure(c.measure), Charts.duration(c.aNs),
      Charts.duration(c.bNs), signed(c.changePercent), c.lowPercent === undefined ? '-' : `${signed(c.lowPercent)} to ${signed(c.highPercent)}`, [verdicts[c.verdict], c.verdict]]));
  }

  function draw() {
    if (!frames.length || !feed) return;
    const f = frames[frames.length - 1], to = f.timeMs, from = +$('span').value ? to - $('span').value * 1000 : Math.min(frames[0].timeMs, to - 1000), seen = frames.filter(x => x.timeMs >= from), stage = $('stage').value;
    facts(f);
    drawWay(f);
    tables(f);
    Charts.series($('series'), seen, stage, from, to);
    Charts.curve($('curve'), f, feed.curvePercentiles);
    Charts.heat($('heat'), seen, stage, feed.heatFromNs, from, to);
    if (comparison) drawComparison();
    listSpikes(f);
    if (feed.live) Charts.timeline($('timeline'), seen, from, to);
    const now = f.stages.find(s => s.stage === stage), stallsOf = x => x.stalls || 0;
    say('series-t', now && now.count ? `${stage}: p50 ${Charts.duration(now.p50)}, p99 ${Charts.duration(now.p99)}, p99.9 ${Charts.duration(now.p999)}, max ${Charts.duration(now.max)} in the last ${feed.live ? 'second' : 'interval'}` : `${stage}: nothing in the last ${feed.live ? 'second' : 'interval'}`);
    say('heat-t', `${stage}: darker is more often; rows are half octaves`);
    const all = f.stages.find(s => s.stage === 'endToEnd');
    say('curve-t', all && all.sessionCount ? `end to end: p99.9 of the session ${Charts.duration(all.curve[8])}, longest ${Charts.duration(all.curve[all.curve.length - 1])}, of ${Charts.count(all.sessionCount)} events` : '');
    const spikes = seen.flatMap(x => x.newSpikes || []);
    if (feed.live) say('line-t', `${stallsOf(f) - stallsOf(seen[0])} stalls, ${f.gaps - seen[0].gaps} gaps` + (feed.flight ? `, ${spikes.length} saved spikes` + (spikes.length ? `, the last in ${spikes[spikes.length - 1].file}` : '') : '') + ' in view');
  }

  function take(text) {
    const f = JSON.parse(text);
    frames.push(f);
    if (frames.length > (feed ? feed.frameCount : 600)) frames.shift();
    if ($('stage').options.length < f.stages.length) $('stage').replaceChildren(...f.stages.map(s => new Option(s.stage, s.stage, false, s.stage === 'endToEnd')));
    if (!paused && isDrawn) { isDrawn = false; requestAnimationFrame(() => { isDrawn = true; draw(); }); }
  }

  function connect() {
    const source = new EventSource('api/frames');
    source.onopen = () => { frames.length = 0; $('state').className = 'good'; say('state', feed.live ? 'live' : 'from logs'); };
    source.onmessage = e => take(e.data);
    source.onerror = () => { $('state').className = 'bad'; say('state', 'the feed has ended or cannot be reached; trying again'); };
  }

  const get = path => fetch(path).then(r => r.ok ? r.json() : r.text().then(t => { throw new Error(t.trim()); }));
  let instruments = [];
  function listInstruments() {
    const wanted = $('find').value.trim().toLowerCase(), chosen = $('instrument').value;
    const shown = instruments.filter(i => !wanted || i.symbol.toLowerCase().includes(wanted) || String(i.securityId).includes(wanted)).slice(0, 1000);
    $('instrument').replaceChildren(...shown.map(i => new Option(`${i.symbol || '#' + i.securityId} (${i.channel})`, i.channel + ':' + i.securityId)));
    if (shown.some(i => i.channel + ':' + i.securityId === chosen)) $('instrument').value = chosen;
  }

  function level(side, i, isBid) {
    const l = side[i];
    if (!l) return ['', '', ''];
    const cells = l.price === undefined ? ['', '', l.known ? '' : '?'] : [l.orders, l.quantity, [l.price, isBid ? 'bid' : 'ask']];
    return isBid ? cells : cells.reverse();
  }

  function ladder() {
    const [channel, id] = ($('instrument').value || ':').split(':');
    if (!id || paused) return;
    get(`api/ladder?channel=${channel}&id=${id}`).then(b => {
      const words = { whole: 'whole', missed: `the dashboard missed ${b.eventsMissed} events: do not trust this book` };
      say('book-t', `${b.symbol || '#' + b.securityId}: ${words[b.state] || b.state + ': not to be trusted yet'}; ${b.tradingStatus}; last ${b.lastPrice ?? 'none'}${b.crossed ? '; crossed' : ''}`);
      const rows = Array.from({ length: Math.max(b.bids.length, b.asks.length) }, (_, i) => [i + 1, ...level(b.bids, i, true), ...level(b.asks, i, false)]);
      const text = JSON.stringify(rows);
      if (text !== lastLadder) table('ladder', ['level', 'orders', 'quantity', 'bid', 'ask', 'quantity', 'orders'], rows);
      lastLadder = text;
    }).catch(e => say('book-t', e.message));
  }

  $('stage').onchange = $('span').onchange = draw;
  $('pause').onclick = () => { paused = !paused; $('pause').setAttribute('aria-pressed', paused); $('pause').textContent = paused ? 'Go on' : 'Pause'; if (!paused) draw(); };
  $('theme').onclick = () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    document.documentElement.dataset.theme = dark ? 'light' : 'dark';
    draw();
  };
  $('find').oninput = listInstruments;
  $('instrument').onchange = ladder;
  addEventListener('resize', draw);
  const refresh = () => get('api/instruments').then(list => { instruments = list.sort((a, b) => a.symbol.localeCompare(b.symbol)); listInstruments(); ladder(); }).catch(() => {});
  get('api/feed').then(f => {
    feed = f;
    connect();
    say('notes', f.notes.join('\n'));
    document.querySelectorAll('.flight').forEach(e => { e.hidden = !f.flight; });
    if (f.compared) get('api/comparison').then(c => {
      comparison = c;
      document.querySelectorAll('.compared').forEach(e => { e.hidden = false; });
      say('compare-n', c.notes.join('\n'));
      draw();
    }).catch(e => say('notes', e.message));
    if (!f.live) { document.querySelectorAll('.live').forEach(e => { e.hidden = true; }); $('span').value = '0'; return; }
    refresh(); setInterval(refresh, 10000);
    setInterval(ladder, 1000);
  }).catch(e => { $('state').className = 'bad'; say('state', e.message); });
})();
