using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FeedHandler.Core.Arbitration;

/// <summary>
/// When the venue sent the packets of a session, by number, for as far back as it reaches: a second copy of a packet has the number and the sending time
/// of the first, and nothing else has.
/// </summary>
internal sealed unsafe class SendingTimes : IDisposable
{
    /// <summary>The time of a number that was given up, or never came.</summary>
    public const long None = -1;

    private const int LastCount = 3;
    private const ulong RecentCount = 64;
    private readonly long* _times;
    private readonly int _count;
    private readonly uint _mask;
    private bool _isDisposed;

    /// <summary>Reaches back over a number of packets.</summary>
    /// <param name="count">A power of two.</param>
    public SendingTimes(int count)
    {
        _count = count;
        _times = (long*)NativeMemory.AlignedAlloc((nuint)count * sizeof(long), 64);
        _mask = (uint)count - 1;
        Clear();
    }

    ~SendingTimes() => Free();

    /// <summary>How many numbers it reaches back.</summary>
    public ulong Reach => (ulong)_count;

    /// <summary>The time of a number within reach.</summary>
    public long this[ulong number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: once per packet
        get => _times[(uint)number & _mask];
        [MethodImpl(MethodImplOptions.AggressiveInlining)] // ArbitrationBenchmarks: once per packet
        set => _times[(uint)number & _mask] = value;
    }

    /// <summary>Notes that a run of numbers was given up.</summary>
    public void GiveUp(ulong from, ulong to)
    {
        if (to - from >= Reach)
        {
            Clear();
            return;
        }

        for (ulong number = from; number != to; number++) this[number] = None;
    }

    /// <summary>
    /// The time of the last packets before a number, robust against one whose time was forged or corrupted: the middle one of the last three, the earlier
    /// one of two.
    /// </summary>
    /// <param name="next">The number.</param>
    /// <param name="behind">How far the number lies behind the highest that is known.</param>
    public long Reference(ulong next, ulong behind = 0)
    {
        Span<long> last = stackalloc long[LastCount];
        int count = Last(next, behind, last);
        return count == 0 ? None : last[(count - 1) / 2];
    }

    /// <summary>
    /// Whether a time is earlier than each of the last packets before a number: three, or two, as one alone may be the one whose time is wrong.
    /// </summary>
    /// <param name="timeNs">The time.</param>
    /// <param name="next">The number.</param>
    public bool IsBeforeAll(long timeNs, ulong next)
    {
        Span<long> last = stackalloc long[LastCount];
        return Last(next, 0, last) > 1 && timeNs < last[0];
    }

    /// <summary>
    /// Whether a packet was sent after all of its number and above that came: only a new session's is. One of three or more may have a wrong time; and
    /// where those that came were not sent after what is below them, theirs are wrong, and the packet is the true one of its number.
    /// </summary>
    /// <param name="timeNs">When it was sent.</param>
    /// <param name="number">Its number.</param>
    /// <param name="next">The next number.</param>
    public bool IsNewest(long timeNs, ulong number, ulong next)
    {
        (long newest, long second, int count) = (None, None, 0);
        for (ulong at = next - Math.Min(next - number, RecentCount); at != next; at++)
        {
            long time = this[at];
            if (time == None) continue;
            count++;
            if (time > newest) (newest, second) = (time, newest);
            else if (time > second) second = time;
        }

        if (count == 0) return true;
        ulong below = number;
        while (next - below < Reach && number - below < RecentCount && this[below - 1] == None) below--;
        if (next - below < Reach && newest <= this[below - 1]) return false;
        return timeNs > (count < LastCount ? newest : second);
    }

    private int Last(ulong next, ulong behind, Span<long> last)
    {
        int count = 0;
        for (ulong back = 1UL; back + behind <= Reach && count < last.Length; back++)
        {
            long time = this[next - back];
            if (time == None) continue;

            // In order as they come: the library's sort makes an object for the type when it is used first.
            int at = count++;
            for (; at > 0 && last[at - 1] > time; at--) last[at] = last[at - 1];
            last[at] = time;
        }

        return count;
    }

    /// <summary>The time of the first packet after a number that was not given up; <see cref="None"/> when there is none.</summary>
    public long After(ulong number, ulong next)
    {
        for (number++; number != next; number++)
        {
            if (this[number] != None) return this[number];
        }

        return None;
    }

    public void Clear() => new Span<long>(_times, _count).Fill(None);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        NativeMemory.AlignedFree(_times);
    }
}
