using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;

namespace FeedHandler.Simulation.Losses;

/// <summary>
/// Holds the trades that were told against those that the exchange made: each of a packet that was delivered is told once, in its place, with its orders;
/// none of a packet that was lost is, and none is invented.
/// </summary>
internal sealed class TradeAccount
{
    private const byte LastTradeBit = 0x01;
    private readonly List<TradeLine> _told = [];
    private readonly List<TradeLine> _restored = [];
    private readonly List<TradeLine> _lost = [];
    private readonly List<(TradeLine Line, bool IsSure)> _made = [];
    private bool _isInside; // a trade summary, as the exchange sends it
    private bool _isWhole; // nothing of the summary was lost so far
    private bool _isSure; // and whoever listens can know that
    private bool _hasSeenEnd = true; // of the summary before, or nothing was lost yet

    /// <summary>Trades and orders of packets that were delivered.</summary>
    public long Count => _made.Count;

    /// <summary>Trades and orders of lost packets that were told late.</summary>
    public long RestoredCount => _restored.Count;

    /// <summary>Orders that came behind the trades of their summary.</summary>
    public long LaterCount { get; private set; }

    public void Tell(in MarketEvent told, InstrumentTable instruments)
    {
        if (told.Kind is not (EventKind.Trade or EventKind.TradeOrder)) return;
        bool isRestored = (told.Flags & EventFlags.Restored) != 0;
        (isRestored ? _restored : _told).Add(TradeLine.Of(told, instruments.Books[told.InstrumentIndex].SecurityId));
    }

    /// <summary>What differs first among the trades of lost packets that were told late, or null: each happened in such a packet, and is told once.</summary>
    /// <param name="isAll">Whether all of them must have been told.</param>
    public string? CompareRestored(bool isAll)
    {
        Dictionary<TradeLine, int> left = _lost.CountBy(static line => line).ToDictionary();
        foreach (TradeLine line in _restored)
        {
            int count = left.GetValueOrDefault(line);
            if (count == 0) return $"{line} told late, and lost was none or no more";
            left[line] = count - 1;
        }

        return isAll ? left.Where(static line => line is { Key.Kind: EventKind.Trade, Value: > 0 }).Select(static line => $"{line.Key} lost and not told").FirstOrDefault() : null;
    }

    /// <summary>Takes what the next packet of the exchange said, whether it was delivered or lost.</summary>
    public void Make(PacketId packet, IReadOnlyList<PublishedMessage> said, bool isLost)
    {
        if (isLost) _isWhole = _isSure = _hasSeenEnd = false;
        foreach (PublishedMessage? message in said.Where(message => message.Facts.Any(fact => fact is TradeFact or TradeOrderFact))) Make(packet, message, isLost);
    }

    /// <summary>What differs first, or null.</summary>
    public string? Compare()
    {
        int at = 0;
        foreach ((TradeLine line, bool isSure) in _made)
        {
            if (at < _told.Count && _told[at] == line) at++;
            else if (isSure) return $"{line} of the exchange, told {(at < _told.Count ? _told[at] : "none")}";
        }

        return at < _told.Count ? $"{_told[at]} told, of the exchange none" : null;
    }

    // Orders that come behind their trades must be told where nothing was lost since the summary before; where that one's end was lost, they may be.
    private void Make(PacketId packet, PublishedMessage message, bool isLost)
    {
        if (!_isInside) (_isWhole, _isSure) = (!isLost, _hasSeenEnd);
        _isInside = (message.MatchEventIndicator & LastTradeBit) == 0;
        if (isLost)
        {
            foreach (ExchangeFact fact in message.Facts) Lose(packet, fact);
            return;
        }

        _hasSeenEnd |= !_isInside;
        foreach (ExchangeFact fact in message.Facts)
        {
            if (fact is TradeFact trade) _made.AddRange(TradeLine.Of(packet, trade).Select(line => (line, true)));
            else if (fact is TradeOrderFact later && _isWhole) MakeLater(TradeLine.Of(packet, later.Instrument!, later.PriceNano, later.Order));
        }
    }

    private void Lose(PacketId packet, ExchangeFact fact)
    {
        if (fact is TradeFact trade) _lost.AddRange(TradeLine.Of(packet, trade));
        else if (fact is TradeOrderFact later) _lost.Add(TradeLine.Of(packet, later.Instrument!, later.PriceNano, later.Order));
    }

    private void MakeLater(TradeLine line)
    {
        LaterCount++;
        _made.Add((line, _isSure));
    }
}
