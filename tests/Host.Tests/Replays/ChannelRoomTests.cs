using FeedHandler.Core.Events;
using FeedHandler.Core.Instruments;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Latency.Stages;
using FeedHandler.Venues.Cme;

namespace FeedHandler.Host.Tests.Replays;

/// <summary>What a replay takes before its first packet grows with what comes, not with the room that there could be.</summary>
public sealed class ChannelRoomTests
{
    [TestCase(1, 16_384, 16_384)]
    [TestCase(2, 16_384, 8_192)]
    [TestCase(64, 16_384, 256)]
    [TestCase(1, 1_000_000, 16_384)]
    [TestCase(1, 100, 100)]
    public void AReplayTouchesAsManyBooksAsOneChannelHas(int channelCount, int instrumentsMax, int touchedCount) =>
        Assert.That(Touched(new PipelineOptions { InstrumentsMax = instrumentsMax }, channelCount), Is.All.EqualTo((instrumentsMax, touchedCount)));

    [TestCase(1, 20_000)]
    [TestCase(4, 1_000)]
    public void ALiveFeedTouchesAll(int channelCount, int instrumentsMax) => Assert.That(
        Touched(new PipelineOptions { InstrumentsMax = instrumentsMax, TouchesAllBooks = true }, channelCount), Is.All.EqualTo((instrumentsMax, instrumentsMax)));

    private static List<(int Max, int Touched)> Touched(PipelineOptions options, int channelCount)
    {
        FeedGroup[] groups = [.. Enumerable.Range(1, channelCount).Select(static channel => new FeedGroup(channel, FeedRole.Incremental, Line.A))];
        FeedSource source = new(new FeedMap(groups), [.. groups.Select(static group => group.ToString())], "");
        InstrumentTable[] tables = ChannelSet<CmeMdp3, CmeDecoder<NullSink, NoStamps>, NoStamps>.CreateInstruments(options, source);
        List<(int Max, int Touched)> touched = [.. tables.Select(static table => (table.Books.CountMax, table.Books.TouchedCount))];
        foreach (InstrumentTable table in tables) table.Dispose();
        Assert.That(touched, Has.Count.EqualTo(channelCount));
        return touched;
    }
}
