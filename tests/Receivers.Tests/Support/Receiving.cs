using System.Diagnostics;
using FeedHandler.Core.Packets;

namespace FeedHandler.Receivers.Tests.Support;

/// <summary>Polls receivers until something is so, with a limit that only a receiver that is broken reaches.</summary>
internal static class Receiving
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Polls until this many packets came.</summary>
    public static PacketLog Receive(this ILiveReceiver receiver, int count)
    {
        PacketLog log = new([], receiver.Groups);
        receiver.PollUntil(ref log, () => log.Packets.Count >= count, $"{count} packets");
        return log;
    }

    /// <summary>Polls until a condition holds.</summary>
    public static void PollUntil<THandler>(this ILiveReceiver receiver, ref THandler handler, Func<bool> condition, string what)
        where THandler : struct, IPacketHandler
    {
        Stopwatch elapsed = Stopwatch.StartNew();
        while (!condition())
        {
            if (receiver.Poll(ref handler, 256) == 0) receiver.Wait(100);
            if (elapsed.Elapsed > Limit) Assert.Fail($"still waiting for {what}; {Describe(receiver)}");
        }
    }

    /// <summary>The texts of what came before a last packet that says "end"; the network keeps the order of a line.</summary>
    public static string[] ReceiveUntilEnd(this ILiveReceiver receiver, int endCount = 1)
    {
        PacketLog log = new([], receiver.Groups);
        receiver.PollUntil(ref log, () => log.Packets.Count(IsEnd) >= endCount, "the end");
        return [.. log.Texts.Where(static text => !text.EndsWith("end", StringComparison.Ordinal))];
    }

    /// <summary>Opens a receiver that must open.</summary>
    public static ILiveReceiver Opened(this ReceiverOpening opening)
    {
        Assert.That(opening.Receiver, Is.Not.Null, string.Join('\n', opening.Errors));
        return opening.Receiver!;
    }

    /// <summary>The counters in words.</summary>
    public static string Describe(ILiveReceiver receiver) => string.Join("; ", receiver.Counters.Select(static (counters, i) =>
        $"group {i}: packets {counters.Packets}, drops {counters.KernelDrops}, truncated {counters.Truncated}, foreign {counters.Foreign}, "
        + $"errors {counters.Errors} (last {counters.LastErrno}), rejoins {counters.Rejoins}, rearms {counters.Rearms}, shortages {counters.BufferShortages}"));

    private static bool IsEnd(ReceivedPacket packet) => packet.Bytes.AsSpan().SequenceEqual("end"u8);
}
