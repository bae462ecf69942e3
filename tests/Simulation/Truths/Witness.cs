using System.Globalization;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Replay.Simulator;
using FeedHandler.Simulation.Channels;

namespace FeedHandler.Simulation.Truths;

/// <summary>
/// Runs a channel without loss and holds everything that it tells and keeps against the truth, packet by packet; differences are kept by topic.
/// </summary>
internal sealed class Witness : IDisposable
{
    private const uint ImpliedEligible = 1 << 19; // FIX tag 872
    private readonly SimulatedFeed _feed;
    private readonly Channel _channel;
    private readonly Statuses _statuses;
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, string> _differences = new(StringComparer.Ordinal);
    private long _eventEnds;

    public Witness(SimulationOptions options)
    {
        _feed = new SimulatedFeed(options);
        _statuses = new Statuses(_feed.Instruments);
        _channel = new Channel(OnEvent, options.InstrumentCount);
    }

    public SimulatedFeed Feed => _feed;

    public Channel Channel => _channel;

    /// <summary>The first difference of each topic.</summary>
    public IReadOnlyDictionary<string, string> Differences => _differences;

    public long LineCount { get; private set; }

    /// <summary>Which statistics the exchange told, limits apart.</summary>
    public SortedSet<StatisticKind> StatisticsSaid { get; } = [];

    public void Run()
    {
        while (_feed.TryNext(out SimulatedPacket packet))
        {
            _lines.Clear();
            _channel.Take(packet.Bytes.Span, packet.SendingTimeNs);
            StatisticsSaid.UnionWith(_feed.Said.SelectMany(static message => message.Facts).OfType<StatisticFact>().Select(static fact => fact.Kind));
            CompareEvents();
            foreach (SimulatedInstrument instrument in _feed.Instruments) Compare(instrument);
        }

        Compare("event ends", _eventEnds, _feed.Truth.EventEndCount);
        Compare("order entries", _channel.Counters.OrderEntries, _feed.Truth.OrderEntryCount);
        Compare("messages", _channel.Messages.Total, _feed.Truth.MessageCount);
        Compare("heartbeats", _channel.Messages.ByTemplate(12), _feed.Truth.HeartbeatCount);
        Compare("statuses", _channel.Messages.ByTemplate(30), _feed.Truth.StatusCount);
        Compare("undefined statuses", _channel.Counters.StatusUnknown, _statuses.UndefinedCount);
        Compare("channel resets", _channel.Counters.ChannelResets, _feed.Truth.ResetCount);
        Compare("sequence", _channel.Counters.RptSeqGaps + _channel.Counters.RptSeqBehind + _channel.Arbitration.Lost, 0);
        Compare("well-formedness", _channel.Arbitration.Sum().Damaged + _channel.Messages.UnknownTemplate + _channel.Counters.InvalidEntries, 0);
    }

    public void Dispose() => _channel.Dispose();

    private void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch)
    {
        if ((marketEvent.Flags & EventFlags.EndOfEvent) != 0 && marketEvent.Kind is not (EventKind.Gap or EventKind.ChannelReset)) _eventEnds++;
        if (Observed.Line(marketEvent, _channel.Instruments) is { } line) _lines.Add(line);
    }

    // An instrument whose sequence starts at 1 is known to be empty: the handler may say so in an event that the exchange did not send.
    private void CompareEvents()
    {
        List<string> expected = _feed.Said.SelectMany(message => Expected.Lines(message, _statuses)).ToList();
        List<string> actual = _lines.Where((line, at) => !IsAnnouncement(line, at, expected)).ToList();
        LineCount += actual.Count;
        for (int at = 0; at < Math.Max(expected.Count, actual.Count); at++)
        {
            string right = at < expected.Count ? expected[at] : "nothing";
            string seen = at < actual.Count ? actual[at] : "nothing";
            if (right == seen) continue;
            Differ("events " + (right == "nothing" ? seen : right).Split(' ')[0], seen, right);
            return;
        }
    }

    private bool IsAnnouncement(string line, int at, List<string> expected) =>
        line.StartsWith("BookClear", StringComparison.Ordinal) && line.Contains(" #1 ", StringComparison.Ordinal)
        && (!expected.Contains(line) || (at + 1 < _lines.Count && _lines[at + 1] == line));

    private void Compare(SimulatedInstrument instrument)
    {
        PublishedInstrument truth = instrument.Truth;
        int index = _channel.Instruments.Find(instrument.SecurityId);
        if (truth.Definition is null)
        {
            Compare("definition of what is not defined", index < 0, true);
            return;
        }

        if (truth.IsDeleted && index < 0) return; // withdrawn and forgotten
        CompareDefinition(instrument, _channel.Instruments.Definition(index));
        CompareDetails(instrument, _channel.Instruments.Details(index));
        if (truth.IsDeleted) return;
        ref InstrumentBook book = ref _channel.Instruments.Books[index];
        Compare("status", Observed.Status(book), truth.Status);
        Compare("volume", Observed.Volume(book), truth.Volume);
        Compare("RptSeq", book.RptSeq, truth.RptSeq);
        for (StatisticKind kind = StatisticKind.Open; kind <= StatisticKind.MaxPriceVariation; kind++)
        {
            PublishedStatistic? right = truth.Statistic(kind);
            Compare($"statistic {kind}", Observed.Statistic(_channel.Instruments, index, kind), right?.PriceNano ?? right?.Size);
        }

        for (BookSide side = BookSide.Bid; side <= BookSide.ImpliedAsk; side++) CompareSide(book, side, truth[side]);
    }

    private void CompareDefinition(SimulatedInstrument instrument, in InstrumentDefinition definition)
    {
        DefinitionFact right = instrument.Truth.Definition!;
        Compare("symbol", definition.Symbol, instrument.Symbol);
        Compare("group", definition.SecurityGroup, instrument.Group);
        Compare("asset", definition.Asset, instrument.Asset);
        Compare("display factor", definition.DisplayFactorNano, right.DisplayFactorNano);
        Compare("tick", definition.MinPriceIncrementNano, right.TickNano);
        Compare("deletion", definition.IsDeleted, instrument.Truth.IsDeleted);
    }

    private void CompareDetails(SimulatedInstrument instrument, in InstrumentDetails details)
    {
        Compare("legs", Observed.Legs(details), string.Join(' ', instrument.Legs));
        Compare("underlying", Observed.Underlying(details), instrument.Underlying);
        Compare("strike", details.StrikePriceNano, instrument.StrikeNano);
        Compare("right", details.Right, instrument.Kind == SimulatedKind.Option ? OptionRight.Call : null);
        Compare("maturity", details.Maturity.Month, instrument.Kind == SimulatedKind.Spread ? null : instrument.MaturityMonth);
        Compare("implied matching", (details.Attributes & ImpliedEligible) != 0, instrument.ImpliedDepth != 0);
    }

    private void CompareSide(in InstrumentBook book, BookSide side, PublishedSide truth)
    {
        if (book.RptSeq != 0) Compare("book state", book.State, BookState.Whole);
        Compare("depth", book.Depth(side), truth.Depth);
        for (int number = 1; number <= truth.Depth; number++)
        {
            (long PriceNano, long Quantity, int Orders) actual = book.TryGetLevel(side, number, out Level level) ? (level.PriceNano, level.Quantity, level.Orders) : default;
            SimulatedLevel value = number <= truth.Levels.Count ? truth.Levels[number - 1] : default;
            int orders = value == default || side < BookSide.ImpliedBid ? value.Orders : MarketEvent.NullOrders;
            if (actual != (value.PriceNano, value.Quantity, orders)) Differ($"levels {side}", actual.ToString(), value.ToString());
        }
    }

    private void Compare<T>(string topic, T actual, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected)) Differ(topic, $"{actual}", $"{expected}");
    }

    private void Differ(string topic, string actual, string expected) =>
        _differences.TryAdd(topic, string.Create(CultureInfo.InvariantCulture, $"{topic}, packet {_feed.SeqNum}: {actual}, by the exchange {expected}"));
}
