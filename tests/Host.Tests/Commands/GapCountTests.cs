using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>The manual says from where the distance of --gap-count is counted: from the first missing number.</summary>
public sealed class GapCountTests
{
    [TestCase(104, 0, 0)]
    [TestCase(105, 1, 1)]
    public void WithFiveAMissingHundredIsGivenUpWhenHundredAndFiveHasCome(int lastBefore, int lost, int late)
    {
        using SmallCapture captures = new();
        int[] numbers = [98, 99, .. Enumerable.Range(101, lastBefore - 100), 100, .. Enumerable.Range(lastBefore + 1, 3)];
        string path = captures.Write("missing.pcap", [.. numbers.Select(static (number, place) =>
            (Line.A, (long)place, CmePackets.Bid((uint)number, (uint)number, 42, 100 * number, 7)))]);
        JsonElement packets = CommandRun.Of("replay", path, "--json", "--inline", "--gap-count", "5").Json.GetProperty("packets");

        Assert.That((packets.GetProperty("lost").GetInt32(), packets.GetProperty("late").GetInt32()), Is.EqualTo((lost, late)));
    }
}
