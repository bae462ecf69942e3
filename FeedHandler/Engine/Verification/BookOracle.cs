using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Orders;

namespace FeedHandler.Engine;

/// <summary>
/// Watches that a feed's books agree with each other: at the end of every match event, of each instrument that it touched, what the orders of a price add up
/// to is the level there, and direct and implied levels make the consolidated ones. It follows events in books of its own, on the far side of the ring, and
/// says what it found in the report; nothing stops for it.
/// </summary>
public sealed class BookOracle : IFeedSink, IDisposable
{
    private readonly ChannelOracle[] _channels;
    private readonly IReadOnlyList<int> _channelIds;

    /// <summary>Takes the memory, from the first event on; it allocates nothing while all agrees.</summary>
    /// <param name="channelIds">The channels' numbers at the venue.</param>
    /// <param name="options">How many instruments and orders there can be.</param>
    public BookOracle(IReadOnlyList<int> channelIds, PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(channelIds);
        ArgumentNullException.ThrowIfNull(options);
        _channelIds = channelIds;
        _channels = [.. channelIds.Select(_ => new ChannelOracle(options, () => WhenDiverged?.Invoke()))];
    }

    /// <inheritdoc/>
    public string Name => "oracle";

    /// <summary>
    /// Called on the thread that takes events when books of a channel do not agree for the first time; null tells nobody. To be set before the feed begins.
    /// </summary>
    public Action? WhenDiverged { get; set; }

    /// <inheritdoc/>
    public void OnEvent(in MarketEvent marketEvent) => _channels[marketEvent.Channel].OnEvent(marketEvent);

    /// <summary>A report with what was found.</summary>
    /// <param name="report">The report of the feed that gave its events to this.</param>
    public FeedReport Complete(FeedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Divergence? first = null;
        for (int channel = 0; channel < _channels.Length; channel++)
            first ??= _channels[channel].First is { } found ? found with { Channel = _channelIds[channel] } : null;
        VerificationReport verification = new()
        {
            Orders = Sum(static channel => channel.Orders),
            Consolidated = Sum(static channel => channel.Consolidated),
            Snapshots = new AgreementReport(Snapshots(report, "snapshotsAgreed"), Snapshots(report, "snapshotsDiverged")),
            First = first,
        };
        return report with { Verification = verification, Failures = [.. report.Failures, .. verification.Failures] };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ChannelOracle channel in _channels) channel.Dispose();
    }

    private AgreementReport Sum(Func<ChannelOracle, AgreementReport> of) =>
        new(_channels.Sum(channel => of(channel).Agreed), _channels.Sum(channel => of(channel).Diverged));

    private static long Snapshots(FeedReport report, string name) =>
        report.Channels.Sum(channel => channel.Recovery.TryGetValue(name, out long count) ? count : 0);
}

/// <summary>The books of one channel, and what was found among them.</summary>
internal sealed class ChannelOracle : IDisposable
{
    private readonly Action _whenDiverged;
    private readonly BookReplica _books;
    private readonly OrderReplica? _orders;
    private readonly bool[] _isTouched;
    private readonly List<int> _touched;
    private readonly Level[] _levels = new Level[InstrumentBook.DirectDepthMax + InstrumentBook.ImpliedDepthMax];
    private (long Agreed, long Diverged) _ordersCount;
    private (long Agreed, long Diverged) _consolidatedCount;

    public ChannelOracle(PipelineOptions options, Action whenDiverged)
    {
        _whenDiverged = whenDiverged;
        _books = new BookReplica(options.InstrumentsMax, touchedCount: 0);
        if (options.OrdersMax > 0)
            _orders = new OrderReplica(new OrderLimits(options.InstrumentsMax, options.OrdersMax, options.OrdersMax) { IsTouched = false });
        _isTouched = new bool[options.InstrumentsMax];
        _touched = new List<int>(options.InstrumentsMax);
    }

    public AgreementReport Orders => new(_ordersCount.Agreed, _ordersCount.Diverged);

    public AgreementReport Consolidated => new(_consolidatedCount.Agreed, _consolidatedCount.Diverged);

    /// <summary>What did not agree first; null while all does.</summary>
    public Divergence? First { get; private set; }

    public void OnEvent(in MarketEvent told)
    {
        _books.Apply(told);
        _orders?.Apply(told);
        if ((uint)told.InstrumentIndex < (uint)_isTouched.Length && !_isTouched[told.InstrumentIndex])
        {
            _isTouched[told.InstrumentIndex] = true;
            _touched.Add(told.InstrumentIndex);
        }

        if ((told.Flags & EventFlags.EndOfEvent) == 0) return;
        foreach (int index in _touched)
        {
            _isTouched[index] = false;
            if (index < _books.Books.Count) Check(told, index);
        }

        _touched.Clear();
    }

    public void Dispose()
    {
        _books.Dispose();
        _orders?.Dispose();
    }

    // Of a book that is in doubt nothing is claimed.
    private void Check(in MarketEvent last, int index)
    {
        ref InstrumentBook book = ref _books.Books[index];
        if (book.State != BookState.Whole) return;
        for (BookSide side = BookSide.Bid; side <= BookSide.Ask; side++)
        {
            if (_orders?.Orders.StateOf(index) == OrderBookState.Whole)
                Count(ref _ordersCount, OrderAgreement.Compare(book, side, _orders.Orders.Books), (last, book.SecurityId, "orders"));
            int count = ConsolidatedSide.Copy(book, side, _levels);
            Count(ref _consolidatedCount, ConsolidatedAgreement.Compare(book, side, _levels.AsSpan(0, count)), (last, book.SecurityId, "consolidated"));
        }
    }

    private void Count(ref (long Agreed, long Diverged) counts, string? difference, in (MarketEvent Last, long SecurityId, string Rule) at)
    {
        if (difference is null)
        {
            counts.Agreed++;
            return;
        }

        counts.Diverged++;
        if (First is not null) return;
        First = new Divergence(at.Rule, 0, at.SecurityId, at.Last.SeqNum, at.Last.TransactTimeNs, difference);
        _whenDiverged();
    }
}
