using System.Globalization;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Dbn;
using FeedHandler.Engine;
using FeedHandler.Host.Reports.Events;

namespace FeedHandler.Host.Convert;

/// <summary>What the begin of a file of DBN says of what follows: from when to when, and which symbols stand for which ids.</summary>
/// <param name="instrumentsMax">How many instruments a channel can have.</param>
/// <param name="channelIds">The channels' ids at the venue, by index.</param>
internal sealed class ConvertSurvey(int instrumentsMax, IReadOnlyList<int> channelIds) : IFeedSink, IDisposable
{
    private readonly EventNames _names = new(instrumentsMax, channelIds);
    private readonly SortedDictionary<string, SortedSet<uint>> _ids = new(StringComparer.Ordinal);
    private long _firstNs;
    private long _lastNs;

    /// <inheritdoc/>
    public string Name => "convert-survey";

    /// <inheritdoc/>
    public void OnOpen(Feed feed) => _names.Follow(feed.NewDefinitions());

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent)
    {
        _names.Take(marketEvent);
        if (marketEvent.Kind == EventKind.Definition) Take(marketEvent);
        if (marketEvent.Kind == EventKind.Order || marketEvent.RxNs <= 0) return;
        if (_firstNs == 0 || marketEvent.RxNs < _firstNs) _firstNs = marketEvent.RxNs;
        _lastNs = Math.Max(_lastNs, marketEvent.RxNs);
    }

    /// <summary>What the file says of itself.</summary>
    /// <param name="target">The file.</param>
    /// <param name="dataset">What its records are from.</param>
    public DbnMetadata Metadata(ConvertTarget target, string dataset) => new()
    {
        Dataset = dataset,
        Schema = target.Schema!.Value,
        Start = (ulong)_firstNs,
        End = _lastNs == 0 ? DbnUndefined.Timestamp : (ulong)_lastNs + 1,
        SymbolTypeIn = DbnSymbolType.RawSymbol,
        Symbols = [.. _ids.Keys],
        Mappings = [.. _ids.Select(entry => new DbnMapping(entry.Key, [.. entry.Value.Select(IntervalOf)]))],
    };

    /// <inheritdoc/>
    public void Dispose() => _names.Dispose();

    private void Take(in MarketEvent definition)
    {
        Span<char> room = stackalloc char[InstrumentDefinition.SymbolLengthMax];
        if (!_names.TryGetSecurityId(definition, out long id) || _names.CopySymbol(definition, room) is not (> 0 and var length)) return;
        string symbol = room[..length].ToString();
        if (!_ids.TryGetValue(symbol, out SortedSet<uint>? ids)) _ids.Add(symbol, ids = []);
        ids.Add((uint)id);
    }

    private DbnMappingInterval IntervalOf(uint id) => new(DayOf(_firstNs), DayOf(_lastNs).AddDays(1), id.ToString(CultureInfo.InvariantCulture));

    private static DateOnly DayOf(long unixNs) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddTicks(unixNs / 100));
}
