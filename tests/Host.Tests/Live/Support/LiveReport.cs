using System.Text.Json;

namespace FeedHandler.Host.Tests.Live.Support;

/// <summary>The report of a feed or a replay.</summary>
/// <param name="json">The report, as `--json` prints it.</param>
internal sealed class LiveReport(JsonElement json)
{
    /// <summary>What code that runs for the first time may allocate, once: less than a byte for each packet of any test.</summary>
    public const long AllocatedBytesMax = 1000;

    private static readonly string[] Fates = ["delivered", "duplicates", "late", "damaged", "foreign", "held"];

    /// <summary>Waits for the report of a feed, which must end well, with a ledger that is even for every group.</summary>
    public static LiveReport Of(ChildCommand feed)
    {
        Assert.That(feed.WaitForExit(), Is.Zero, feed.Error);
        LiveReport report = new(JsonDocument.Parse(feed.Out).RootElement);
        report.CheckLedgers();
        return report;
    }

    /// <summary>The digest of all channels.</summary>
    public string Digest => json.GetProperty("digest").GetString()!;

    /// <summary>Each channel's number, digest, gaps and lost packets.</summary>
    public (int Id, string Digest, long Gaps, long Lost)[] Channels => [.. json.GetProperty("channels").EnumerateArray().Select(static channel => (
        channel.GetProperty("channel").GetInt32(), channel.GetProperty("digest").GetString()!, Number(channel, "gaps"), Number(channel, "lost")))];

    /// <summary>What the books' states are, each named once.</summary>
    public string[] States => [.. Instruments().Select(static instrument => instrument.GetProperty("state").GetString()!).Distinct()];

    /// <summary>What is in doubt in any book.</summary>
    public string[] Doubts => [.. Instruments().SelectMany(static instrument => instrument.GetProperty("inDoubt").EnumerateArray())
        .Select(static doubt => doubt.GetString()!).Distinct()];

    /// <summary>What the feed and strategy threads allocated.</summary>
    public long AllocatedBytes => json.GetProperty("allocatedBytesHotPath").GetInt64();

    /// <summary>Warnings, one behind the other.</summary>
    public string Warnings => json.GetProperty("warnings").ToString();

    /// <summary>One of the numbers of all packets, such as "lost".</summary>
    public long this[string name] => Number(json, name);

    /// <summary>What was dropped of a line before it could be received.</summary>
    public long DropsOf(string line) => json.GetProperty("receiver").GetProperty("groups").EnumerateArray()
        .Where(group => group.GetProperty("line").GetString() == line).Sum(static group => group.GetProperty("kernelDrops").GetInt64());

    /// <summary>Checks that nothing was lost and the sequence went on as it is in the channel's capture.</summary>
    public void CheckWhole(LiveChannel channel)
    {
        Assert.That((this["lost"], this["gaps"], this["restarts"], this["jumps"]), Is.EqualTo((0, 0, 0, 0)), $"{json.GetProperty("packets")}");
        Assert.That(Digest, Is.EqualTo(channel.Digest), $"{json.GetProperty("packets")}");
        Assert.That(AllocatedBytes, Is.LessThan(AllocatedBytesMax));
    }

    private static long Number(JsonElement channel, string name) => channel.GetProperty("packets").GetProperty(name).GetInt64();

    private IEnumerable<JsonElement> Instruments() => json.GetProperty("instruments").EnumerateArray();

    private void CheckLedgers()
    {
        foreach (JsonElement group in json.GetProperty("channels").EnumerateArray()
            .SelectMany(static channel => channel.GetProperty("groups").EnumerateArray()))
        {
            Assert.That(Fates.Sum(fate => group.GetProperty(fate).GetInt64()), Is.EqualTo(group.GetProperty("received").GetInt64()), $"{group}");
        }
    }
}
