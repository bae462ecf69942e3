'use strict';
// Drawing on canvas, by hand: a logarithmic axis of time, one of percentiles, and a heat map are what a page of latencies needs, and little else.
const Charts = (() => {
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const duration = ns => {
    if (!(ns > 0)) return '0';
    const [unit, scale] = ns < 1e3 ? ['ns', 1] : ns < 1e6 ? ['µs', 1e3] : ns < 1e9 ? ['ms', 1e6] : ['s', 1e9];
    const value = ns / scale;
    return (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)) + ' ' + unit;
  };
  const count = n => n >= 1e6 ? (n / 1e6).toFixed(1) + ' M' : n >= 1e4 ? (n / 1e3).toFixed(1) + ' k' : Math.round(n).toLocaleString('en');

  // A canvas at the resolution of the screen, with room for labels.
  function begin(canvas, left = 58, bottom = 22) {
    const ratio = window.devicePixelRatio || 1, box = canvas.getBoundingClientRect();
    const [width, height] = [Math.max(120, box.width), Math.max(80, box.height)];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const g = canvas.getContext('2d');
    g.scale(ratio, ratio);
    g.clearRect(0, 0, width, height);
    g.font = '11px system-ui, sans-serif';
    return { g, x0: left, y0: 8, x1: width - 10, y1: height - bottom };
  }

  // Decades of nanoseconds between two ends.
  function logAxis(p, low, high) {
    const from = Math.floor(Math.log10(Math.max(1, low))), to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(10, high))));
    const y = ns => p.y1 - (Math.log10(Math.max(1, ns)) - from) / (to - from) * (p.y1 - p.y0);
    p.g.strokeStyle = css('--rule');
    p.g.fillStyle = css('--soft');
    p.g.textAlign = 'right';
    p.g.textBaseline = 'middle';
    for (let power = from; power <= to; power++) {
      line(p, [[p.x0, y(10 ** power)], [p.x1, y(10 ** power)]]);
      p.g.fillText(duration(10 ** power).replace('.00', '').replace('.0', ''), p.x0 - 6, y(10 ** power));
    }
    return y;
  }

  function timeAxis(p, from, to) {
    const x = t => p.x0 + (t - from) / (to - from) * (p.x1 - p.x0), room = Math.max(2, Math.floor((p.x1 - p.x0) / 64)), step = [5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200].find(s => (to - from) / 1000 / s <= room) || 86400;
    p.g.fillStyle = css('--soft');
    p.g.textAlign = 'center';
    p.g.textBaseline = 'top';
    for (let t = Math.ceil(from / 1000 / step) * step * 1000; t <= to; t += step * 1000)
      p.g.fillText(new Date(t).toLocaleTimeString('en-GB'), Math.min(p.x1 - 24, Math.max(p.x0 + 24, x(t))), p.y1 + 5);
    return x;
  }

  function line(p, points, color, width = 1) {
    if (color) p.g.strokeStyle = color;
    p.g.lineWidth = width;
    p.g.beginPath();
    points.forEach(([x, y], i) => i ? p.g.lineTo(x, y) : p.g.moveTo(x, y));
    p.g.stroke();
  }

  function legend(p, names) {
    let x = p.x0 + 6, y = p.y0;
    p.g.textAlign = 'left';
    p.g.textBaseline = 'top';
    names.forEach(([name, color]) => {
      const width = p.g.measureText(name).width + 26;
      if (x + width > p.x1 + 10) [x, y] = [p.x0 + 6, y + 13];
      p.g.fillStyle = color;
      p.g.fillRect(x, y + 4, 10, 3);
      p.g.fillText(name, x + 13, y);
      x += width;
    });
  }

  function empty(p, text) {
    p.g.fillStyle = css('--soft');
    p.g.textAlign = 'center';
    p.g.textBaseline = 'middle';
    p.g.fillText(text, (p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2);
  }

  const names = [['p50', 'p50', '--c1'], ['p99', 'p99', '--c0'], ['p999', 'p99.9', '--c2'], ['max', 'max', '--c3']];
  function series(canvas, frames, stage, from, to) {
    const p = begin(canvas), seen = frames.map(f => ({ t: f.timeMs, s: f.stages.find(s => s.stage === stage) })).filter(f => f.s && f.s.count > 0);
    if (!seen.length) return empty(p, 'nothing was measured of this stage');
    const y = logAxis(p, Math.min(...seen.map(f => f.s.p50)), Math.max(...seen.map(f => f.s.max))), x = timeAxis(p, from, to);
    names.forEach(([key, , color]) => line(p, seen.map(f => [x(f.t), y(f.s[key])]), css(color), 1.5));
    legend(p, names.map(([, name, color]) => [name, css(color)]));
  }

  // Percentiles at 1 / (1 - share): 90 %, 99 %, 99.9 % are as far apart as one from the next, and so on.
  const curve = (canvas, frame, percentiles) =>
    curves(canvas, (frame ? frame.stages : []).filter(s => s.sessionCount > 0).map((s, i) => [s.stage, '--c' + i % 8, s.curve]), percentiles, 'stages are not measured: set ring.stamps');
  const compare = (canvas, one, [a, b], percentiles) => curves(canvas, one ? [[a, '--c0', one.a.curve], [b, '--c3', one.b.curve]] : [], percentiles, 'only one side measured this stage');
  function curves(canvas, drawn, percentiles, nothing) {
    const p = begin(canvas);
    if (!drawn.length) return empty(p, nothing);
    const last = 6, place = percent => Math.min(last, percent >= 100 ? last : Math.log10(100 / (100 - percent)));
    const x = percent => p.x0 + place(percent) / last * (p.x1 - p.x0);
    const y = logAxis(p, Math.min(...drawn.map(([, , c]) => c[2])), Math.max(...drawn.map(([, , c]) => c[c.length - 1])));
    p.g.fillStyle = css('--soft');
    p.g.textAlign = 'center';
    p.g.textBaseline = 'top';
    const shown = p.x1 - p.x0 < 380 ? [0, 90, 99.9] : [0, 90, 99, 99.9, 99.99, 99.999];
    shown.forEach(percent => p.g.fillText(percent + ' %', Math.max(p.x0 + 10, x(percent)), p.y1 + 5));
    p.g.fillText('max', p.x1 - 10, p.y1 + 5);
    drawn.forEach(([, color, c]) => line(p, percentiles.map((percent, j) => [x(percent), y(c[j])]), css(color), 1.5));
    legend(p, drawn.map(([name, color]) => [name, css(color)]));
  }

  function heat(canvas, frames, stage, rows, from, to) {
    const p = begin(canvas), seen = frames.map(f => ({ t: f.timeMs, h: (f.stages.find(s => s.stage === stage) || { heat: [] }).heat })).filter(f => f.h.length);
    if (!seen.length) return empty(p, 'nothing was measured of this stage');
    const low = rows[Math.min(...seen.map(f => f.h.findIndex(c => c > 0)))], high = rows[Math.max(...seen.map(f => f.h.length))] || rows[rows.length - 1] * 2;
    const y = logAxis(p, low, high), x = timeAxis(p, from, to), most = Math.max(...seen.flatMap(f => f.h)), rgb = css('--heat');
    const apart = Math.min(...seen.slice(1).map((f, i) => f.t - seen[i].t).filter(d => d > 0), 1e9);
    const width = Math.min(60, Math.max(1.5, (p.x1 - p.x0) * (apart === 1e9 ? 1000 : apart) / (to - from) + 0.5));
    seen.forEach(f => f.h.forEach((c, row) => {
      if (!c) return;
      const top = y(rows[row + 1] || rows[row] * 1.5), bottom = y(Math.max(rows[row], low));
      p.g.fillStyle = `rgba(${rgb}, ${0.15 + 0.85 * Math.log(1 + c) / Math.log(1 + most)})`;
      p.g.fillRect(Math.max(p.x0, x(f.t) - width), top, width, Math.max(1, bottom - top));
    }));
  }

  function timeline(canvas, frames, from, to) {
    const p = begin(canvas, 58, 22);
    if (!frames.length) return empty(p, 'no frame yet');
    const x = timeAxis(p, from, to), most = Math.max(1, ...frames.map(f => Math.max(f.packetsPerSecond, f.eventsPerSecond)));
    const rows = ['gaps', 'in doubt', 'stalls', ...frames[frames.length - 1].spikes === undefined ? [] : ['spikes']], marks = 4 + 14 * rows.length, y = rate => p.y1 - marks - rate / most * (p.y1 - p.y0 - marks - 14);
    line(p, [[p.x0, y(0)], [p.x1, y(0)]], css('--rule'));
    p.g.fillStyle = css('--soft');
    p.g.textAlign = 'right';
    p.g.textBaseline = 'middle';
    p.g.fillText(count(most) + '/s', p.x0 - 6, y(most));
    rows.forEach((name, i) => p.g.fillText(name, p.x0 - 6, p.y1 - marks + 12 + 14 * i));
    line(p, frames.map(f => [x(f.timeMs), y(f.packetsPerSecond)]), css('--c0'), 1.5);
    line(p, frames.map(f => [x(f.timeMs), y(f.eventsPerSecond)]), css('--c1'), 1.5);
    const mark = (t, row, color, width = 4) => { p.g.fillStyle = css(color); p.g.fillRect(x(t) - width / 2, p.y1 - marks + 7 + 14 * row, width, 10); };
    const width = Math.max(2, (p.x1 - p.x0) / ((to - from) / 1000));
    frames.forEach((f, i) => {
      if (i && f.gaps > frames[i - 1].gaps) mark(f.timeMs, 0, '--bad');
      if (f.needyBooks) mark(f.timeMs, 1, '--warn', width);
      (f.newStalls || []).forEach(s => mark(f.timeMs - s.agoMs, 2, '--c4', 3));
      (f.newSpikes || []).forEach(s => mark(f.timeMs - s.agoMs, 3, '--bad', 3));
    });
    legend(p, [['packets', css('--c0')], ['events', css('--c1')]]);
  }

  return { series, curve, compare, heat, timeline, duration, count };
})();
