using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Orders;

namespace FeedHandler.Sinks.Multicast;

/// <summary>A channel's instruments as of the last event that was taken: what snapshots are made of.</summary>
internal sealed class ChannelBooks : IDisposable
{
    private readonly BookReplica _books;
    private readonly OrderReplica? _orders;
    private readonly DefinitionReplica _definitions;
    private readonly StatisticReplica _statistics;
    private readonly MarketEvent[] _announcements; // the last definition of each
    private readonly (long TransactTimeNs, uint SeqNum)[] _lasts; // of its last event

    /// <summary>Takes the memory, most of which is touched as it is used.</summary>
    public ChannelBooks(ChannelPlan plan)
    {
        _books = new BookReplica(plan.InstrumentCountMax, touchedCount: 0);
        _orders = plan.Orders is { } limits ? new OrderReplica(limits) : null;
        _definitions = plan.Definitions;
        _statistics = new StatisticReplica(plan.InstrumentCountMax);
        _announcements = new MarketEvent[plan.InstrumentCountMax];
        _lasts = new (long, uint)[plan.InstrumentCountMax];
    }

    /// <summary>How many instruments there are.</summary>
    public int Count => _books.Books.Count;

    /// <summary>The books by order; null where the feed keeps none.</summary>
    public ChannelOrders? Orders => _orders?.Orders;

    /// <summary>Whether a match event goes on: books may be crossed.</summary>
    public bool IsWithinEvent { get; private set; }

    /// <summary>Takes the next event of the channel.</summary>
    public void Take(in MarketEvent told)
    {
        _statistics.Apply(told, _books.Books);
        _books.Apply(told);
        _orders?.Apply(told);
        IsWithinEvent = (told.Flags & EventFlags.EndOfEvent) == 0;
        if ((uint)told.InstrumentIndex >= (uint)Count) return;
        _lasts[told.InstrumentIndex] = (told.TransactTimeNs, told.SeqNum);
        if (told.Kind != EventKind.Definition) return;
        _announcements[told.InstrumentIndex] = told;
        _definitions.Apply(told);
    }

    /// <summary>The event that announced an instrument last.</summary>
    public ref readonly MarketEvent Announcement(int index) => ref _announcements[index];

    /// <summary>What the venue says of an instrument.</summary>
    public ref readonly InstrumentDefinition Definition(int index) => ref _definitions[index];

    /// <summary>The rest of what it says.</summary>
    public ref readonly InstrumentDetails Details(int index) => ref _definitions.Details(index);

    /// <summary>The statistics of an instrument.</summary>
    public ref readonly StatisticSet Statistics(int index) => ref _statistics[index];

    /// <summary>Writes the book of an instrument.</summary>
    public void CopyBook(int index, ref BookImage image) => _books.Books[index].CopyTo(ref image);

    /// <summary>The venue's id of an instrument.</summary>
    public long SecurityIdOf(int index) => _books.Books[index].SecurityId;

    /// <summary>An event of no kind of an instrument, with what its last one said of when.</summary>
    public MarketEvent HeadOf(int index, byte channel) => new()
    {
        InstrumentIndex = index,
        Channel = channel,
        TransactTimeNs = _lasts[index].TransactTimeNs,
        SeqNum = _lasts[index].SeqNum,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _books.Dispose();
        _orders?.Dispose();
        _definitions.Dispose();
    }
}
