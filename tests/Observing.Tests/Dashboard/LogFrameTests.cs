using System.Buffers;
using System.Text.Json;
using FeedHandler.Latency.Export;
using FeedHandler.Latency.Histograms;

namespace FeedHandler.Observing.Dashboard;

public sealed class LogFrameTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void IntervalsThatBeginTogetherAreOneFrame()
    {
        LogFrames frames = new();
        frames.Add(Log(("decode", 0, 100), ("book", 0, 500), ("decode", 1, 300)), CancellationToken.None);

        JsonElement first = Frame(frames, 0);
        Assert.That((frames.Count, frames.First), Is.EqualTo((2L, 0L)));
        Assert.That(first.GetProperty("timeMs").GetInt64(), Is.EqualTo(Start.AddSeconds(1).ToUnixTimeMilliseconds()));
        Assert.That(first.GetProperty("stages").EnumerateArray().Select(static stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("p50").GetInt64())),
            Is.EqualTo(new[] { ("decode", 100L), ("book", 500L) }));
        JsonElement second = Frame(frames, 1).GetProperty("stages")[0];
        Assert.That((second.GetProperty("p50").GetInt64(), second.GetProperty("sessionCount").GetInt64()), Is.EqualTo((300L, 2L)));
    }

    [Test]
    public void OfALongLogTheLatestAreKeptAndTheRestIsSaid()
    {
        LogFrames frames = new();
        frames.Add(Log([.. Enumerable.Range(0, LogFrames.FrameCountMax + 5).Select(static second => ("decode", second, 100L))]), CancellationToken.None);

        Assert.That((frames.First, frames.Count), Is.EqualTo((5L, LogFrames.FrameCountMax + 5L)));
        Assert.That(frames.TryRead(4, new ArrayBufferWriter<byte>()), Is.False);
        Assert.That(frames.Notes, Is.EqualTo(new[] { "5 intervals before the last 3,600 are not shown" }));
        Assert.That(Frame(frames, frames.Count - 1).GetProperty("stages")[0].GetProperty("sessionCount").GetInt64(), Is.EqualTo(LogFrames.FrameCountMax + 5));
    }

    [Test]
    public void OfManySeriesTheFirstAreShownAndTheRestIsSaid()
    {
        LogFrames frames = new();
        frames.Add(Log([.. Enumerable.Range(0, 30).Select(static number => ($"tag{number}", 0, 100L))]), CancellationToken.None);

        Assert.That(Frame(frames, 0).GetProperty("stages").GetArrayLength(), Is.EqualTo(LogFrames.SeriesCountMax));
        Assert.That(frames.Notes.Single(), Does.StartWith("6 series or more"));
    }

    [Test]
    public void MoreThanCanBeCountedExactlyIsAnErrorAndNoPicture()
    {
        DurationHistogram half = new(1_000_000);
        half.Record(100, (1L << 52) + 1);
        MemoryStream stream = new();
        HlogWriter writer = new(stream);
        writer.WriteHeader(Start);
        for (int second = 0; second < 2; second++) writer.WriteInterval("decode", half, Start.AddSeconds(second), Start.AddSeconds(second + 1));
        HlogReader log = new(new MemoryStream(stream.ToArray()), "test.hlog");

        Assert.That(() => new LogFrames().Add(log, CancellationToken.None), Throws.TypeOf<HlogFormatException>().With.Message.Contains("more than 2^53"));
    }

    [Test]
    public void ATagIsNoCodeForATerminal()
    {
        LogFrames frames = new();
        frames.Add(Log(("a\u001b[31mb", 0, 100)), CancellationToken.None);

        Assert.That(Frame(frames, 0).GetProperty("stages")[0].GetProperty("stage").GetString(), Does.Not.Contain("\u001b"));
    }

    private static JsonElement Frame(LogFrames frames, long number)
    {
        ArrayBufferWriter<byte> text = new();
        Assert.That(frames.TryRead(number, text), Is.True);
        return JsonDocument.Parse(text.WrittenMemory).RootElement;
    }

    private static HlogReader Log(params (string Tag, int Second, long Ns)[] intervals)
    {
        MemoryStream stream = new();
        HlogWriter writer = new(stream);
        writer.WriteHeader(Start);
        foreach ((string tag, int second, long ns) in intervals)
        {
            DurationHistogram histogram = new(1_000_000);
            histogram.Record(ns);
            writer.WriteInterval(tag, histogram, Start.AddSeconds(second), Start.AddSeconds(second + 1));
        }

        return new HlogReader(new MemoryStream(stream.ToArray()), "test.hlog");
    }
}
