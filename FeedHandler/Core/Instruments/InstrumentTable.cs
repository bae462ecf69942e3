using System.Runtime.InteropServices;
using FeedHandler.Core.Books;
using FeedHandler.Core.Orders;
using FeedHandler.Core.Recovery;

namespace FeedHandler.Core.Instruments;

/// <summary>
/// Everything the feed thread knows of a channel's instruments, by dense index in order of first appearance. Written by the feed thread;
/// a definition
/// is complete before the event that announces it is published, so that a consumer that has seen the event may read it.
/// </summary>
public sealed unsafe class InstrumentTable : IDisposable
{
    private readonly SecurityIdIndex _ids;
    private readonly InstrumentDefinition* _definitions;
    private readonly InstrumentDetails* _details;
    private readonly StatisticSet* _statistics;
    private bool _isDisposed;

    /// <summary>Takes the memory for a number of instruments.</summary>
    /// <param name="countMax">How many instruments there can be, 1 to 2^23.</param>
    /// <param name="touchedCount">For how many the memory of the books is touched now; that of others is when they are added.</param>
    /// <param name="untakenCountMax">How many events there can be that a consumer has still to take: what their definitions say is kept for it.</param>
    /// <param name="orders">The books by order, for as many instruments, disposed of with the table; null for none.</param>
    /// <param name="heals">Watches since when books are whole, for as many instruments, disposed of with the table; null for nobody.</param>
    public InstrumentTable(
        int countMax, int touchedCount = int.MaxValue, int untakenCountMax = DefinitionLog.CountDefault, ChannelOrders? orders = null, HealWatch? heals = null)
    {
        if (orders is not null) ArgumentOutOfRangeException.ThrowIfLessThan(orders.Books.Limits.Instruments, countMax, nameof(orders));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(countMax, Events.MarketEvent.InstrumentIndexMax + 1);
        _ids = new SecurityIdIndex(countMax);
        Books = new BookTable(countMax, touchedCount);
        Told = new DefinitionLog(untakenCountMax);
        Orders = orders;
        Heals = heals;
        _definitions = (InstrumentDefinition*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(InstrumentDefinition));
        _details = (InstrumentDetails*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(InstrumentDetails));
        _statistics = (StatisticSet*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(StatisticSet));
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~InstrumentTable() => Free();

    /// <summary>The books.</summary>
    public BookTable Books { get; }

    /// <summary>The books by order; null where none are kept.</summary>
    public ChannelOrders? Orders { get; }

    /// <summary>Since when books are whole, and by what; null where nobody watches.</summary>
    public HealWatch? Heals { get; }

    /// <summary>What a decoder that follows another feed handler knows of that one's instruments; null for any other.</summary>
    public UpstreamInstruments? Upstream { get; set; }

    /// <summary>What definitions said when they were told, for consumers.</summary>
    public DefinitionLog Told { get; }

    /// <summary>What earlier runs were told: it is assumed when the feed begins. Set before that.</summary>
    public ReadOnlyMemory<CachedInstrument> Cached { get; set; }

    /// <summary>How many instruments there are.</summary>
    public int Count => Books.Count;

    /// <summary>Looks an instrument up.</summary>
    /// <param name="securityId">Its id at the venue.</param>
    /// <returns>Its dense index, or -1.</returns>
    public int Find(long securityId) => _ids.Find(securityId);

    internal SecurityIdLookup Lookup => _ids.Lookup;

    /// <summary>How many definitions the venue says that its loop has (FIX tag 911); null where no loop told it.</summary>
    public uint? LoopCount { get; private set; }

    /// <summary>How many instruments the loop has had so far: as many as <see cref="LoopCount"/> when all of it has come.</summary>
    public uint LoopSeenCount { get; private set; }

    /// <summary>The loop of definitions has an instrument.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="loopCount">How many the loop says that it has; null where it does not.</param>
    public void SeeInLoop(int index, uint? loopCount)
    {
        LoopCount = loopCount ?? LoopCount;
        ref InstrumentDetails details = ref Details(index);
        if (details.IsInLoop) return;
        details.IsInLoop = true;
        LoopSeenCount++;
    }

    /// <summary>Begins what a message says of an instrument: of the one before nothing stays.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="templateId">The message.</param>
    /// <returns>The details, empty.</returns>
    public ref InstrumentDetails BeginDetails(int index, ushort templateId)
    {
        ref InstrumentDetails details = ref Details(index);
        details = new InstrumentDetails { TemplateId = templateId, IsInLoop = details.IsInLoop };
        return ref details;
    }

    /// <summary>Takes what another table has of an instrument; whether the loop had it stays.</summary>
    /// <param name="index">The instrument's dense index here.</param>
    /// <param name="details">What the other has.</param>
    internal void TakeDetails(int index, in InstrumentDetails details)
    {
        bool isInLoop = Details(index).IsInLoop;
        Details(index) = details;
        Details(index).IsInLoop = isInLoop;
    }

    /// <summary>Looks an instrument up by its name.</summary>
    /// <param name="symbol">The symbol, exactly.</param>
    /// <returns>Its dense index, or -1.</returns>
    public int FindSymbol(string symbol)
    {
        for (int index = 0; index < Count; index++)
        {
            if (_definitions[index].IsDefined && _definitions[index].Symbol == symbol) return index;
        }

        return -1;
    }

    /// <summary>What the venue says of an instrument.</summary>
    /// <param name="index">Its dense index, below <see cref="Count"/>.</param>
    /// <returns>The definition.</returns>
    public ref InstrumentDefinition Definition(int index) => ref _definitions[Checked(index)];

    /// <summary>The rest of what the venue says of an instrument.</summary>
    /// <param name="index">Its dense index, below <see cref="Count"/>.</param>
    /// <returns>The details; a decoder writes them before it tells the definition.</returns>
    public ref InstrumentDetails Details(int index) => ref _details[Checked(index)];

    /// <summary>The latest statistics of an instrument.</summary>
    /// <param name="index">Its dense index, below <see cref="Count"/>.</param>
    /// <returns>The statistics.</returns>
    public ref StatisticSet Statistics(int index) => ref _statistics[Checked(index)];

    /// <summary>Adds an instrument that is not there yet.</summary>
    /// <param name="securityId">Its id at the venue.</param>
    /// <returns>Its dense index, or -1 when the table is full.</returns>
    public int Add(long securityId)
    {
        int index = Books.Add(securityId);
        if (index < 0) return -1;
        _ids.TryAdd(securityId, index);
        _definitions[index] = default;
        _details[index] = default;
        _statistics[index].Clear();
        return index;
    }

    /// <summary>Becomes what another table is, but for events of matches and details: who needs one of these has decoded its definition anew.</summary>
    /// <param name="other">The other; it has room for no more.</param>
    internal void Copy(InstrumentTable other)
    {
        if (!BeginsLike(other)) Reset();
        for (int index = 0; index < other.Count; index++)
        {
            if (index == Count) Add(other.Books[index].SecurityId);
            Books[index].Copy(other.Books[index]);
            _definitions[index] = other._definitions[index];
            _statistics[index] = other._statistics[index];
        }

        if (other.Upstream is { } upstream) Upstream?.Copy(upstream);
    }

    /// <summary>Forgets every instrument.</summary>
    public void Reset()
    {
        _ids.Reset();
        Books.Reset();
        Orders?.Reset();
        Heals?.Reset();
        LoopCount = null;
        LoopSeenCount = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ids.Dispose();
        Books.Dispose();
        Told.Dispose();
        Orders?.Dispose();
        Heals?.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    // Instruments are never taken away one by one: where this holds no copy has to be looked up.
    private bool BeginsLike(InstrumentTable other)
    {
        if (Count > other.Count) return false;
        for (int index = 0; index < Count; index++)
        {
            if (Books[index].SecurityId != other.Books[index].SecurityId) return false;
        }

        return true;
    }

    private int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return index;
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_definitions);
        NativeMemory.Free(_details);
        NativeMemory.Free(_statistics);
    }
}
