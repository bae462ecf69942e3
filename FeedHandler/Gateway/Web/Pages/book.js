'use strict';
// Books as they are told: exact decimals from end to end, as no binary fraction can hold a price.
const Books = (() => {
  const digits = 9, unit = 10n ** 9n;

  // "-12.5" in 1e-9.
  const nano = text => {
    if (text === undefined) return null;
    const [whole, fraction = ''] = text.replace('-', '').split('.'), value = BigInt(whole) * unit + BigInt(fraction.padEnd(digits, '0') || '0');
    return text.startsWith('-') ? -value : value;
  };

  // A number in 1e-18 with at least so many decimals; more where they are there.
  const decimal = (value, decimals) => {
    const size = (value < 0n ? -value : value).toString().padStart(2 * digits + 1, '0'), whole = size.slice(0, -2 * digits);
    let fraction = size.slice(-2 * digits).replace(/0+$/, '');
    if (fraction.length < decimals) fraction = fraction.padEnd(decimals, '0');
    return (value < 0n ? '-' : '') + whole + (fraction ? '.' + fraction : '');
  };

  const states = {
    unknown: 'UNKNOWN: no level of this book was ever told',
    partial: 'PARTIAL: some levels were not told since the feed was joined, or since packets were lost',
    suspect: 'SUSPECT: packets were lost, and nothing has proved yet that none concerned this book',
  };
  const doubts = { levels: 'its levels', implied: 'its implied levels', status: 'its status', volume: 'its volume', tail: 'all since the last packet' };

  class Book {
    constructor(key) {
      Object.assign(this, { key, symbol: '', factor: unit, decimals: 0, levels: [], state: 'unknown', doubts: [], status: 'unknown', isGone: false });
    }

    define(m) {
      this.symbol = m.symbol || '#' + m.securityId;
      this.factor = nano(m.displayFactor) || unit;
      this.isGone = (m.flags || []).includes('deleted');
      const step = nano(m.minPriceIncrement);
      this.decimals = step ? (decimal(step * this.factor, 0).split('.')[1] || '').length : 0;
    }

    snapshot(m) {
      const before = this.state;
      Object.assign(this, { levels: m.levels, state: m.state, doubts: m.doubts || [], status: m.status, sequence: m.sequence, seqNum: m.seqNum,
        last: m.lastPrice, lastQuantity: m.lastQuantity, volume: m.volume, isWithin: m.isWithinEvent, at: Date.now() });
      if (!this.symbol) this.symbol = '#' + m.securityId;
      return before === this.state ? null : before;
    }

    price(text) { const value = nano(text); return value === null ? '' : decimal(value * this.factor, this.decimals); }

    // Direct levels of a side with the implied ones beside them, the best first.
    side(direct, implied) {
      const rows = new Map();
      for (const l of this.levels) {
        if (l.side !== direct && l.side !== implied) continue;
        const key = l.known === 'known' ? l.price : '?' + l.level, row = rows.get(key) || { price: l.price, known: l.known === 'known' };
        if (l.side === direct) [row.quantity, row.orders] = [l.quantity, l.orders];
        else row.implied = l.quantity;
        rows.set(key, row);
      }
      const sign = direct === 'bid' ? -1 : 1;
      return [...rows.values()].sort((a, b) => {
        if (!a.known || !b.known) return a.known ? -1 : b.known ? 1 : 0;
        const [x, y] = [nano(a.price), nano(b.price)];
        return x === y ? 0 : x < y ? -sign : sign;
      });
    }

    get bids() { return this.side('bid', 'impliedBid'); }
    get asks() { return this.side('ask', 'impliedAsk'); }

    // Why nobody should trust it; null when all of it is known.
    get warning() {
      if (this.isGone) return 'WITHDRAWN: the venue has deleted this instrument';
      if (this.state === 'whole' && !this.doubts.length) return null;
      const what = this.doubts.map(d => doubts[d] || d).join(', ');
      return (states[this.state] || 'IN DOUBT') + (what ? '; in doubt: ' + what : '') + '. Do not trade on it.';
    }
  }

  return { Book, nano };
})();
