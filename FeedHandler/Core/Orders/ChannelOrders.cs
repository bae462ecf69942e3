using System.Runtime.InteropServices;

namespace FeedHandler.Core.Orders;

/// <summary>How far a book by order can be trusted.</summary>
public enum OrderBookState : byte
{
    /// <summary>The feed was joined in mid-session: orders that came before are not known.</summary>
    Unknown = 0,

    /// <summary>Packets were lost, or may have been, or what was told contradicts itself. Orders have no number within their instrument: only a snapshot
    /// heals.</summary>
    Suspect = 1,

    /// <summary>A snapshot is being read, part by part.</summary>
    Restoring = 2,

    /// <summary>Every resting order is known.</summary>
    Whole = 3,
}

/// <summary>
/// The books by order of a channel, and how far each can be trusted: of the feed, or of a consumer that follows its events. All memory is taken when it is
/// made.
/// </summary>
public sealed unsafe class ChannelOrders : IDisposable
{
    private readonly OrderBookState* _states;
    private readonly OrderRestoration* _restorations;
    private int _count;
    private int _wholeCount;
    private int _restoringCount;
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="limits">How large the books may become.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is below 1, or larger than any store can be.</exception>
    public ChannelOrders(in OrderLimits limits)
    {
        Books = new OrderBooks(limits);
        _states = (OrderBookState*)NativeMemory.AllocZeroed((nuint)limits.Instruments);
        _restorations = (OrderRestoration*)NativeMemory.AllocZeroed((nuint)limits.Instruments, (nuint)sizeof(OrderRestoration));
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~ChannelOrders() => Free();

    /// <summary>The orders and their levels, by the dense index of the instrument.</summary>
    public OrderBooks Books { get; }

    /// <summary>What was met so far.</summary>
    public OrderCounters Counters { get; } = new();

    /// <summary>Whether the channel is followed from its first packet without a loss: then an instrument that is new has no orders.</summary>
    public bool IsFromStart { get; internal set; }

    /// <summary>Whether this machine dropped packets that may have been of the channel: then no book is whole.</summary>
    public bool IsInDoubt { get; internal set; }

    /// <summary>Whether the loop of snapshots is needed by nobody, and so will be by the next instrument that is not whole and has an order.</summary>
    internal bool AwaitsOthers { get; set; }

    /// <summary>Whether any book is whole, or is about to be.</summary>
    internal bool HasClaims => _wholeCount + _restoringCount > 0;

    /// <summary>How far the book of an instrument can be trusted.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    /// <returns><see cref="OrderBookState.Unknown"/> for one that there is not.</returns>
    public OrderBookState StateOf(int instrument)
    {
        if ((uint)instrument >= (uint)_count) return OrderBookState.Unknown;
        OrderBookState state = _states[instrument];
        return IsInDoubt && state == OrderBookState.Whole ? OrderBookState.Suspect : state;
    }

    /// <summary>The orders of an instrument.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    public OrdersView ViewOf(int instrument) => new(Books, instrument, new OrderTrust(StateApart(instrument), IsInDoubt));

    /// <summary>As <see cref="StateOf"/>, but for the doubt of <see cref="IsInDoubt"/>, which the next number ends.</summary>
    /// <param name="instrument">The instrument's dense index.</param>
    public OrderBookState StateApart(int instrument) => (uint)instrument < (uint)_count ? _states[instrument] : OrderBookState.Unknown;

    /// <summary>How far the snapshot of an instrument has been read; for a decoder to keep.</summary>
    /// <param name="instrument">The instrument's dense index, of one that was met.</param>
    public ref OrderRestoration Restoration(int instrument)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)instrument, (uint)_count, nameof(instrument));
        return ref _restorations[instrument];
    }

    /// <summary>An instrument is met.</summary>
    internal void Add(int instrument)
    {
        while (_count <= instrument && _count < Books.Limits.Instruments) _states[_count++] = OrderBookState.Unknown;
    }

    internal void Set(int instrument, OrderBookState state)
    {
        if ((uint)instrument >= (uint)_count) return;
        Count(_states[instrument], -1);
        Count(state, 1);
        _states[instrument] = state;
    }

    /// <summary>Removes the orders of an instrument.</summary>
    internal void Clear(int instrument, OrderBookState state)
    {
        Books.Clear(instrument);
        Set(instrument, state);
    }

    /// <summary>Packets were lost: orders of any instrument may have come, changed and gone.</summary>
    internal void SuspectAll()
    {
        IsFromStart = false;
        IsInDoubt = false;
        for (int instrument = 0; instrument < _count; instrument++)
        {
            if (_states[instrument] != OrderBookState.Unknown) Set(instrument, OrderBookState.Suspect);
        }
    }

    /// <summary>The channel started again, or was reset.</summary>
    /// <param name="isKnownEmpty">Whether there is no order then.</param>
    /// <param name="isInDoubt">Whether this machine may have dropped packets of the channel behind that.</param>
    internal void Restart(bool isKnownEmpty, bool isInDoubt)
    {
        Books.Clear();
        IsFromStart = isKnownEmpty;
        IsInDoubt = isInDoubt;
        OrderBookState state = isKnownEmpty ? OrderBookState.Whole : OrderBookState.Unknown;
        for (int instrument = 0; instrument < _count; instrument++) Set(instrument, state);
    }

    /// <summary>Forgets every instrument.</summary>
    internal void Reset()
    {
        Restart(isKnownEmpty: false, isInDoubt: false);
        _count = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Books.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private void Count(OrderBookState state, int by)
    {
        if (state == OrderBookState.Whole) _wholeCount += by;
        else if (state == OrderBookState.Restoring) _restoringCount += by;
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_states);
        NativeMemory.Free(_restorations);
    }
}
