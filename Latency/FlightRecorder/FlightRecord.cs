using System.Runtime.InteropServices;

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
    internal FlightTicks Stages { get; set; }

    /// <summary>Where its bytes begin: cache lines since the start, modulo 2 to the 32nd.</summary>
    internal uint Line { get; set; }

    /// <summary>Bytes of its payload.</summary>
    public ushort Length { get; internal set; }

    /// <summary>The group that it came by.</summary>
    public ushort Group { get; internal set; }
}
