using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FeedHandler.Latency.Stages;

namespace FeedHandler.Latency.FlightRecorder;

/// <summary>What a flight recorder knows of one packet beside its bytes: one cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct FlightRecord
{
    /// <summary>Bytes of a record.</summary>
    public const int Size = 64;

    /// <summary>The number of a record that is being written, or never was.</summary>
    internal const long NoNumber = -1;

    /// <summary>Its number among all packets that were recorded, from 0.</summary>
    public long Number { get; internal set; }

    /// <summary>When it was received, nanoseconds since the Unix epoch; 0 when nobody knows.</summary>
    public long RxNs { get; internal set; }

    /// <summary>The stamp at its hand-over to the channel, in ticks.</summary>
    public long StartTicks { get; internal set; }

    /// <summary>From there until the feed thread was done with it, in ticks.</summary>
    public long WayTicks { get; internal set; }

    /// <summary>The receiver's work before that, in ticks.</summary>
    public long ReceiveTicks { get; internal set; }

    /// <summary>What the stages behind the hand-over took.</summary>
    public FlightStages Stages { get; internal set; }

    /// <summary>Where its bytes begin: cache lines since the start, modulo 2 to the 32nd.</summary>
    internal uint Line { get; set; }

    /// <summary>Bytes of its payload.</summary>
    public ushort Length { get; internal set; }

    /// <summary>The group that it came by.</summary>
    public ushort Group { get; internal set; }
}

/// <summary>What the stages behind the hand-over took of one packet, each in nanoseconds; 4294967295 stands for that and more.</summary>
public struct FlightStages
{
    /// <summary>Choosing between the lines.</summary>
    public uint ArbitrateNs { get; private set; }

    /// <summary>From bytes to message views, of all messages.</summary>
    public uint DecodeNs { get; private set; }

    /// <summary>Applying them to the books.</summary>
    public uint BookNs { get; private set; }

    /// <summary>Publishing the events; without a ring, also what the strategies did with them.</summary>
    public uint PublishNs { get; private set; }

    /// <summary>All of them, in nanoseconds.</summary>
    public readonly long SumNs => (long)ArbitrateNs + DecodeNs + BookNs + PublishNs;

    /// <summary>Adds a duration to its stage; one of another stage is none of the feed thread's way.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="durationNs">The duration in nanoseconds; a negative one counts as 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // FlightBenchmark: the stage is known where it is called, and nothing is left of the switch
    internal void Add(Stage stage, long durationNs)
    {
        switch (stage)
        {
            case Stage.Arbitrate:
                ArbitrateNs = Sum(ArbitrateNs, durationNs);
                break;
            case Stage.Decode:
                DecodeNs = Sum(DecodeNs, durationNs);
                break;
            case Stage.Book:
                BookNs = Sum(BookNs, durationNs);
                break;
            case Stage.Publish:
                PublishNs = Sum(PublishNs, durationNs);
                break;
            default:
                break;
        }
    }

    private static uint Sum(uint sum, long durationNs) => (uint)Math.Min(sum + (ulong)Math.Max(durationNs, 0), uint.MaxValue);
}
