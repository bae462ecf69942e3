using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.FlightRecorder;

/// <summary>
/// The last packets of a feed thread with what each stage took of them, in memory that is taken and touched once. The feed thread writes it alone, with no lock
/// and no wait. When a packet was over the budget it goes on until those behind it are there too, and then keeps its hands off the ring until a cold thread has
/// taken them: nothing of a spike is overwritten, however late that thread comes.
/// </summary>
public sealed unsafe partial class FlightRing : SafeHandle
{
    /// <summary>The longest payload that is kept, in bytes.</summary>
    public const int PayloadBytesMax = 2048;

    // What a consumer finds late is found by the cold thread later still: a few milliseconds of a busy feed.
    private const int CountMin = 4096;
    private const int LinesMin = 1 << 14;
    private const int LineBytes = 64;
    private const int LinesOfPayloadMax = PayloadBytesMax / LineBytes;

    private readonly FlightRecord* _records;
    private readonly byte* _bytes;
    private readonly long _mask;
    private readonly uint _lineMask;
    private readonly long _budgetTicks;
    private readonly int _after;

    // Written by the feed thread alone; the number is read by the cold thread (release, acquire), as are the lines that are taken.
    private long _number;
    private uint _lines;
    private long _limit = long.MaxValue;
    private long _oldest;
    private bool _hasPassedOver;
    private long _lastEndTicks;
    private FlightSums _stages;

    /// <summary>Takes the memory and touches it.</summary>
    /// <param name="options">The budget, and how much is kept around what exceeds it.</param>
    /// <param name="nsPerTick">Nanoseconds of a tick of the clock that stamps are taken of.</param>
    public FlightRing(FlightOptions options, double nsPerTick)
        : base(0, ownsHandle: true)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BudgetNs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nsPerTick);
        int around = options.Before + options.After + 1;
        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(CountMin, 2 * around));
        uint lines = BitOperations.RoundUpToPowerOf2((uint)Math.Max(LinesMin, 2 * around * LinesOfPayloadMax));
        (Options, NsPerTick, _budgetTicks, _after) = (options, nsPerTick, (long)(options.BudgetNs / nsPerTick), options.After);
        (_mask, _lineMask) = (count - 1, lines - 1);
        nuint bytes = ((nuint)count * FlightRecord.Size) + ((nuint)lines * LineBytes);
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, LineBytes));
        NativeMemory.Fill((void*)handle, bytes, 0xFF); // touched now, and no record has a number yet
        _records = (FlightRecord*)handle;
        _bytes = (byte*)(_records + count);
    }

    /// <summary>The budget, and how much is kept around what exceeds it.</summary>
    public FlightOptions Options { get; }

    /// <summary>Nanoseconds of a tick.</summary>
    public double NsPerTick { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Adds what a stage took of the packet at hand. For the feed thread.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="ticks">Ticks of the clock.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // FlightBenchmark: several times a packet
    public void Add(Stage stage, long ticks) => _stages.Add(stage, ticks);

    /// <summary>Records a packet with which the feed thread is done. For the feed thread; never waits and never allocates.</summary>
    /// <param name="packet">Its payload; of one that is longer than <see cref="PayloadBytesMax"/> only how long it was.</param>
    /// <param name="group">The group that it came by.</param>
    /// <param name="rxNs">When it was received, nanoseconds since the Unix epoch.</param>
    /// <param name="sinceTicks">From when on the receiver worked on it.</param>
    /// <param name="startTicks">When it was handed over.</param>
    /// <param name="endTicks">Now.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void EndPacket(ReadOnlySpan<byte> packet, int group, long rxNs, long sinceTicks, long startTicks, long endTicks)
    {
        long beginTicks = Math.Max(sinceTicks, _lastEndTicks); // another channel's packet may have been in between
        long number = _number;
        if (number < _limit || Resumes())
        {
            FlightRecord* record = _records + (number & _mask);
            record->Number = FlightRecord.NoNumber;
            uint line = Take(packet.Length);
            (record->RxNs, record->StartTicks, record->WayTicks) = (rxNs, startTicks, endTicks - startTicks);
            (record->ReceiveTicks, record->Stages) = (startTicks - beginTicks, FlightTicks.Of(_stages));
            (record->Length, record->Group, record->Line) = ((ushort)packet.Length, (ushort)group, line);
            if (packet.Length <= PayloadBytesMax) Copy(packet, _bytes + ((nuint)(line & _lineMask) * LineBytes));
            Volatile.Write(ref *(long*)record, number);
            Volatile.Write(ref _number, number + 1);
        }

        if (endTicks - beginTicks > _budgetTicks) OnOver(number, (rxNs, group, beginTicks, startTicks, endTicks));
        (_lastEndTicks, _stages) = (endTicks, default);
    }

    // Whole cache lines, in one piece. Whoever copies meanwhile sees that they are taken before they change.
    private uint Take(int length)
    {
        if (length > PayloadBytesMax) return _lines;
        uint count = (uint)(length + LineBytes - 1) / LineBytes;
        uint line = _lines;
        uint left = _lineMask + 1 - (line & _lineMask);
        if (count > left) line += left;
        Volatile.Write(ref _lines, line + count);
        Volatile.WriteBarrier();
        return line;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
