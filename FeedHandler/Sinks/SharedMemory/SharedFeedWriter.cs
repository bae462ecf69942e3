using System.Diagnostics;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Sharing;
using FeedHandler.Ring;

namespace FeedHandler.Sinks.SharedMemory;

/// <summary>
/// Shows a feed to other processes: its events in a ring that waits for nobody, and book and statistics of each instrument as of one of them, so that whoever
/// comes late, or was too slow, begins with these and goes on with the events behind them. One thread gives events; nothing is allocated after the opening.
/// </summary>
public sealed unsafe class SharedFeedWriter : IDisposable
{
    private const int BeatMs = 100;
    private readonly SharedRingWriter<MarketEvent> _ring;
    private readonly SharedFeedHeader* _header;
    private readonly ImageWriter _images;
    private readonly ChannelReplicas[] _replicas;
    private readonly Timer _beat;
    private bool _isDisposed;

    private SharedFeedWriter(SharedRingWriter<MarketEvent> ring, in SharedFeedShape shape, IReadOnlyList<DefinitionReplica> definitions)
    {
        _ring = ring;
        _header = (SharedFeedHeader*)ring.AnnexAddress;
        _images = new ImageWriter(ring.AnnexAddress, ring.EpochNumber, shape);
        _replicas = new ChannelReplicas[definitions.Count];
        for (int i = 0; i < definitions.Count; i++)
        {
            OrderWriter? orders = shape.OrderCountMax == 0 ? null : new OrderWriter(ring.AnnexAddress, ring.EpochNumber, i, shape);
            _replicas[i] = new ChannelReplicas(shape.IndexCountMax, definitions[i], orders);
        }

        Volatile.Write(ref _header->ImagesThrough, ring.Events.Cursor);
        Volatile.Write(ref _header->EpochNumber, ring.EpochNumber);
        _beat = new Timer(static writer => ((SharedFeedWriter)writer!).Beat(), this, 0, BeatMs);
    }

    /// <summary>How many instruments had no room.</summary>
    public int LeftOutCount => Volatile.Read(ref _header->LeftOutCount);

    /// <summary>How many events were shared.</summary>
    public long EventCount { get; private set; }

    /// <summary>Opens a file for a feed that has not begun.</summary>
    /// <param name="path">The file, for instance `/dev/shm/cme`. Its owner writes it, and whoever is of its group may read it.</param>
    /// <param name="shape">How large it is.</param>
    /// <param name="definitions">What the venue says of instruments, by channel, at least one and up to <see cref="SharedFeedHeader.ChannelCountMax"/>; they
    /// become this one's to dispose of.</param>
    /// <param name="writer">The writer; null unless it is open.</param>
    public static SharedRingResult TryOpen(
        string path, in SharedFeedShape shape, IReadOnlyList<DefinitionReplica> definitions, out SharedFeedWriter? writer)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        long orderCount = (long)shape.OrderCountMax * shape.ChannelIds.Count;
        SharedAnnexShape annex = new(SharedFeedHeader.AnnexBytes(shape.InstrumentCountMax, orderCount), SharedFeedHeader.Kind);
        SharedRingResult result = SharedRingWriter<MarketEvent>.TryOpen(path, shape.EventCount, out SharedRingWriter<MarketEvent>? ring, annex);
        writer = ring is null ? null : new SharedFeedWriter(ring, shape, definitions);
        return result;
    }

    /// <summary>Takes the next event. Readers see it after <see cref="Publish"/>.</summary>
    /// <param name="marketEvent">The event; all of the feed must be given, in order.</param>
    public void Take(in MarketEvent marketEvent)
    {
        _ring.Events.Claim() = marketEvent;
        EventCount++;
        ref readonly ChannelReplicas replicas = ref _replicas[marketEvent.Channel];
        replicas.Apply(marketEvent, _ring.Events.Cursor + _ring.Events.UnpublishedCount);
        _images.Note(marketEvent, replicas.Books.Books.Count);
    }

    /// <summary>Shows what was taken: the events at once, then the books as they are behind them.</summary>
    public void Publish()
    {
        _ring.Events.Publish();
        long through = _ring.Events.Cursor;
        _images.Write(through, _replicas);
        Volatile.Write(ref _header->ImagesThrough, through);
    }

    /// <summary>Shows the rest, tells readers that this was the end, and lets the file go, which stays.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        using (ManualResetEvent ended = new(initialState: false))
        {
            if (_beat.Dispose(ended)) ended.WaitOne(); // it writes where no memory is afterwards
        }

        Publish();
        _ring.Dispose();
        foreach (ChannelReplicas replicas in _replicas) replicas.Dispose();
    }

    private void Beat() => _ring.Beat(Stopwatch.GetTimestamp());
}

/// <summary>How large a shared feed is.</summary>
/// <param name="EventCount">Events that a reader can be behind before it loses some: a power of two; each takes 64 bytes.</param>
/// <param name="InstrumentCountMax">Instruments of all channels that can be subscribed to; each takes 1 KiB.</param>
/// <param name="IndexCountMax">How many instruments one channel of the feed can have.</param>
/// <param name="ChannelIds">The channels' numbers at the venue by their index; 0 where nobody named one.</param>
public readonly record struct SharedFeedShape(int EventCount, int InstrumentCountMax, int IndexCountMax, IReadOnlyList<int> ChannelIds)
{
    /// <summary>Orders of each channel, as many as the feed can have; each takes 64 bytes. 0 for no books by order.</summary>
    public int OrderCountMax { get; init; }
}
