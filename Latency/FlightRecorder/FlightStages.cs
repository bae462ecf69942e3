using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.FlightRecorder;

/// <summary>
/// What the stages behind the hand-over took of one packet, each in nanoseconds; 4294967295 stands for more than is kept, which is a second or more.
/// </summary>
public readonly struct FlightStages
{
    internal FlightStages(in FlightSums ticks, double nsPerTick) =>
        (ArbitrateNs, DecodeNs, BookNs, PublishNs) =
            (Ns(ticks.Arbitrate, nsPerTick), Ns(ticks.Decode, nsPerTick), Ns(ticks.Book, nsPerTick), Ns(ticks.Publish, nsPerTick));

    internal FlightStages(in FlightTicks ticks, double nsPerTick) =>
        (ArbitrateNs, DecodeNs, BookNs, PublishNs) =
            (Ns(ticks.Arbitrate, nsPerTick), Ns(ticks.Decode, nsPerTick), Ns(ticks.Book, nsPerTick), Ns(ticks.Publish, nsPerTick));

    /// <summary>Choosing between the lines.</summary>
    public uint ArbitrateNs { get; }

    /// <summary>From bytes to message views, of all messages.</summary>
    public uint DecodeNs { get; }

    /// <summary>Applying them to the books.</summary>
    public uint BookNs { get; }

    /// <summary>Publishing the events; without a ring, also what the strategies did with them.</summary>
    public uint PublishNs { get; }

    /// <summary>All of them, in nanoseconds.</summary>
    public long SumNs => (long)ArbitrateNs + DecodeNs + BookNs + PublishNs;

    private static uint Ns(long ticks, double nsPerTick) => (uint)Math.Min(ticks * nsPerTick, uint.MaxValue);

    private static uint Ns(uint ticks, double nsPerTick) => ticks == uint.MaxValue ? uint.MaxValue : Ns((long)ticks, nsPerTick);
}

/// <summary>The same as the feed thread adds it up, in ticks: what a tick is need not be known there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlightSums
{
    public long Arbitrate;
    public long Decode;
    public long Book;
    public long Publish;

    /// <summary>Adds a duration to its stage; one of another stage is none of the feed thread's way. A negative one counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // FlightBenchmark: the stage is known where it is called, and nothing is left of the switch
    public void Add(Stage stage, long ticks)
    {
        switch (stage)
        {
            case Stage.Arbitrate:
                Arbitrate += Math.Max(ticks, 0);
                break;
            case Stage.Decode:
                Decode += Math.Max(ticks, 0);
                break;
            case Stage.Book:
                Book += Math.Max(ticks, 0);
                break;
            case Stage.Publish:
                Publish += Math.Max(ticks, 0);
                break;
            default:
                break;
        }
    }
}

/// <summary>The same as a record keeps it, in half the room; 4294967295 ticks stand for that and more.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlightTicks
{
    public uint Arbitrate;
    public uint Decode;
    public uint Book;
    public uint Publish;

    /// <summary>What was added up, as much of it as is kept.</summary>
    public static FlightTicks Of(in FlightSums sums)
    {
        ref ulong first = ref Unsafe.As<FlightSums, ulong>(ref Unsafe.AsRef(in sums));
        Vector128<uint> ticks = Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref first), Vector128.LoadUnsafe(ref first, 2));
        return Unsafe.BitCast<Vector128<uint>, FlightTicks>(ticks);
    }
}
