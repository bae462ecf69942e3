using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Core.Recovery;

/// <summary>Whence what is known of a book of levels came, or is about to come while it is not whole.</summary>
public enum BookSource : byte
{
    /// <summary>Nothing is known of it.</summary>
    None = 0,

    /// <summary>It was followed from the instrument's first entry, or from a reset, without a loss.</summary>
    Incremental = 1,

    /// <summary>Packets were lost, and its own sequence proved that none of them was of it.</summary>
    Sequence = 2,

    /// <summary>Natural refresh: every level was stated again.</summary>
    Refresh = 3,

    /// <summary>A snapshot, brought up to date.</summary>
    Snapshot = 4,

    /// <summary>The lost packets, which were sent again on request.</summary>
    Replay = 5,
}

/// <summary>
/// Since when each book of a channel is whole and by what, or since when it is not; and how long it took to heal, by what healed it. Written by one thread,
/// allocates nothing after it was made.
/// </summary>
public sealed unsafe partial class HealWatch : IDisposable
{
    /// <summary>How many sources there are.</summary>
    public const int SourceCount = 6;

    private const long LongestNs = 600_000_000_000; // ten minutes: what takes longer counts as that
    private readonly Watch* _watches;
    private readonly int _countMax;
    private readonly DurationHistogram[] _times = new DurationHistogram[SourceCount];
    private bool _isDisposed;

    /// <summary>Takes the memory.</summary>
    /// <param name="countMax">How many instruments there can be.</param>
    public HealWatch(int countMax)
    {
        _countMax = countMax;
        _watches = (Watch*)NativeMemory.AllocZeroed((nuint)countMax, (nuint)sizeof(Watch));
        for (BookSource source = BookSource.Sequence; source <= BookSource.Replay; source++) _times[(int)source] = new DurationHistogram(LongestNs);
    }

    /// <summary>Frees the memory when nobody disposed of it.</summary>
    ~HealWatch() => Free();

    /// <summary>How many books that were met are not whole.</summary>
    public int NeedyCount { get; private set; }

    /// <summary>How long books were not whole that were healed by this, in nanoseconds of the time at which packets were received.</summary>
    /// <param name="source">Sequence, Refresh, Snapshot or Replay.</param>
    public DurationHistogram Times(BookSource source) => _times[(int)source];

    /// <summary>Whether a book is whole, by what, and since when; where not, what it waits for.</summary>
    /// <param name="index">The instrument's dense index.</param>
    public BookConfidence this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_countMax, nameof(index));
            Watch watch = _watches[index];
            return new BookConfidence(watch.State == Healed, watch.Source, watch.SinceNs);
        }
    }

    /// <summary>A book is not whole any more, or was met that is not.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="source">By what it would be, as things stand.</param>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Need(int index, BookSource source, long nowNs)
    {
        if ((uint)index >= (uint)_countMax) return;
        Watch* watch = _watches + index;
        watch->Source = source;
        if (watch->State == Needy) return;
        watch->State = Needy;
        watch->SinceNs = nowNs;
        NeedyCount++;
    }

    /// <summary>Something other than was thought will have healed a book, should it be whole now.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="source">What.</param>
    public void Expect(int index, BookSource source)
    {
        if ((uint)index < (uint)_countMax && _watches[index].State == Needy) _watches[index].Source = source;
    }

    /// <summary>Whether a book is not whole as far as is known here.</summary>
    /// <param name="index">The instrument's dense index.</param>
    public bool IsNeedy(int index) => (uint)index < (uint)_countMax && _watches[index].State == Needy;

    /// <summary>A book is whole.</summary>
    /// <param name="index">The instrument's dense index.</param>
    /// <param name="nowNs">The time, nanoseconds since the Unix epoch.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Heal(int index, long nowNs)
    {
        if (!IsNeedy(index)) return;
        Watch* watch = _watches + index;
        watch->State = Healed;
        NeedyCount--;
        if (watch->Source >= BookSource.Sequence) Record(watch->Source, Math.Max(nowNs - watch->SinceNs, 0));
        watch->SinceNs = nowNs;
    }

    /// <summary>Forgets every instrument; the times stay.</summary>
    public void Reset()
    {
        NeedyCount = 0;
        NativeMemory.Clear(_watches, (nuint)_countMax * (nuint)sizeof(Watch));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.Free(_watches);
    }

    private const byte Needy = 1;
    private const byte Healed = 2;

    private struct Watch
    {
        public long SinceNs;
        public BookSource Source;
        public byte State;
    }
}

/// <summary>How far a book can be trusted, and since when.</summary>
/// <param name="IsWhole">Whether it is whole.</param>
/// <param name="Source">By what it is; where it is not, what it waits for.</param>
/// <param name="SinceNs">Since when, nanoseconds since the Unix epoch; 0 for an instrument that was never met.</param>
public readonly record struct BookConfidence(bool IsWhole, BookSource Source, long SinceNs);
