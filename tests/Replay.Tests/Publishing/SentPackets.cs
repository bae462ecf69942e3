using System.Buffers.Binary;
using FeedHandler.Core.Packets;
using FeedHandler.Latency.Clocks;
using FeedHandler.Replay.Publishing;

namespace FeedHandler.Replay.Tests.Publishing;

/// <summary>A sender that keeps what it is given, with the time of a clock that jumps ahead whenever it is read.</summary>
internal sealed class SentPackets(SteppingClock clock) : IPacketSender
{
    public List<(Line Line, int Number, byte[] Payload, long Ns)> All { get; } = [];

    public int FlushCount { get; private set; }

    public long RefusedCount => 0;

    public int[] Numbers => [.. All.Select(static sent => sent.Number)];

    public void Send(int group, ReadOnlySpan<byte> payload) =>
        All.Add(((Line)group, BinaryPrimitives.ReadInt32LittleEndian(payload), payload.ToArray(), clock.LastNs));

    public void Flush() => FlushCount++;
}

/// <summary>A clock that moves by a step at every reading, so that waiting for it ends.</summary>
internal readonly struct SteppingClock(long stepNs) : IClock
{
    private readonly long[] _nowNs = [0];

    public long LastNs => _nowNs[0];

    public long Ticks() => _nowNs[0] += stepNs;

    public long ToNs(long ticks) => ticks;

    public long DurationNs(long ticks) => ticks;

    public long NowNs() => Ticks();
}
