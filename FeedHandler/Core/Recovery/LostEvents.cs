using System.Runtime.InteropServices;
using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;

namespace FeedHandler.Core.Recovery;

/// <summary>
/// Of the events that packets make in a <see cref="LossShadow"/>, those that books do not hold: trades of packets that were lost, which nobody has told yet,
/// and the venue's details of statistics. Bounded; instruments are named by the shadow's indexes.
/// </summary>
public sealed unsafe class LostEvents : IDisposable
{
    /// <summary>How many trades, and orders of them, one healing can tell.</summary>
    public const int TradeCountMax = 8192;

    private readonly MarketEvent* _trades;
    private readonly byte[] _details;
    private readonly ushort[] _kinds;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="instrumentCountMax">How many instruments there can be.</param>
    public LostEvents(int instrumentCountMax)
    {
        _trades = (MarketEvent*)NativeMemory.AlignedAlloc(TradeCountMax * MarketEvent.Bytes, MarketEvent.Bytes);
        NativeMemory.Clear(_trades, TradeCountMax * MarketEvent.Bytes);
        _details = new byte[instrumentCountMax * StatisticSet.Count];
        _kinds = new ushort[instrumentCountMax];
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~LostEvents() => Free();

    /// <summary>Whether the packet at hand was lost: its trades are kept.</summary>
    public bool IsLost { get; set; }

    /// <summary>How many trades, and orders of them, are kept.</summary>
    public int TradeCount { get; private set; }

    /// <summary>Whether more came than are kept.</summary>
    public bool IsOverflowing { get; private set; }

    internal EventBuffer Buffer { get; } = new();

    /// <summary>A trade, or an order of the one before.</summary>
    /// <param name="place">Its place, below <see cref="TradeCount"/>.</param>
    public ref readonly MarketEvent Trade(int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)TradeCount, nameof(place));
        return ref _trades[place];
    }

    /// <summary>Whether a statistic was told, and with which detail of the venue.</summary>
    /// <param name="index">The instrument.</param>
    /// <param name="kind">The statistic.</param>
    /// <param name="detail">The detail; 0 when it was not told.</param>
    public bool WasTold(int index, StatisticKind kind, out byte detail)
    {
        detail = _details[(index * StatisticSet.Count) + (int)kind];
        return (_kinds[index] & (1 << (int)kind)) != 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (TradeCount, IsOverflowing) = (0, false);
        _kinds.AsSpan().Clear();
        _details.AsSpan().Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Buffer.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    internal void Take(in MarketEvent told)
    {
        if (told.Kind == EventKind.Statistic && (uint)told.Statistic < StatisticSet.Count)
        {
            _kinds[told.InstrumentIndex] |= (ushort)(1 << (int)told.Statistic);
            _details[(told.InstrumentIndex * StatisticSet.Count) + (int)told.Statistic] = told.Detail;
        }
        else if (IsLost && told.Kind is (EventKind.Trade or EventKind.TradeOrder))
        {
            if (TradeCount < TradeCountMax) _trades[TradeCount++] = told;
            else IsOverflowing = true;
        }
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_trades);
    }
}

/// <summary>Gives the events of a shadow's decoder to its <see cref="LostEvents"/>.</summary>
/// <param name="events">Takes them.</param>
public readonly struct LostEventConsumer(LostEvents events) : IEventConsumer
{
    /// <summary>The sink of a shadow's decoder.</summary>
    /// <param name="events">Takes its events.</param>
    public static BatchSink<LostEventConsumer> Sink(LostEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return new BatchSink<LostEventConsumer>(events.Buffer, new LostEventConsumer(events));
    }

    /// <inheritdoc/>
    public void OnEvent(ref MarketEvent marketEvent, bool isEndOfBatch) => events.Take(marketEvent);
}
