using FeedHandler.Core.Events;
using FeedHandler.Host.Diff;
using FeedHandler.Host.Diff.Compared;
using FeedHandler.Host.Diff.Sources;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>Channels are compared apart, and what waits for its like is bounded.</summary>
public sealed class ChannelOrderTests
{
    [Test]
    public void HowChannelsLieAmongEachOtherIsNoDifference()
    {
        using DiffCase one = new(eventCount: 50);
        string[] first = one.Lines();
        string[] second = [.. first.Select(static line => line.Replace("\"channel\":310", "\"channel\":340", StringComparison.Ordinal))];
        string a = one.WriteLines("a.jsonl", [.. first, .. second]);
        string b = one.WriteLines("b.jsonl", [.. second.Zip(first).SelectMany(static pair => new[] { pair.First, pair.Second })]);
        CommandRun run = CommandRun.Of("diff", a, b, "--json");

        Assert.That((run.Code, run.Json.GetProperty("equalEvents").GetInt64()), Is.EqualTo((ExitCode.Good, 2L * first.Length)), run.Error);
    }

    [Test]
    public void WhatWaitsIsBounded()
    {
        Assert.That(TryRun([310, 310, 310, 340, 340, 340], [340, 340, 340, 310, 310, 310], waitingMax: 4000), Is.True);
        Assert.That(TryRun([310, 310, 310, 340, 340, 340], [340, 340, 340, 310, 310, 310], waitingMax: 1000), Is.False);
        Assert.That(TryRun([310, 310, 340, 340], [310, 310, 340, 340], waitingMax: 1000), Is.True);
    }

    [Test]
    public void ChannelsThatLieFarApartAreComparedOneAfterTheOther()
    {
        using DiffCase one = new(eventCount: 20);
        string line = "{\"event\":1,\"kind\":\"volume\",\"channel\":310,\"securityId\":5,\"quantity\":7,\"seqNum\":\"3\",\"rptSeq\":4}";
        string other = line.Replace("310", "340", StringComparison.Ordinal);
        string[] many = [.. Enumerable.Repeat(line, StreamComparison.WaitingMax + 2000)];
        string[] others = [.. Enumerable.Repeat(other, StreamComparison.WaitingMax + 2000)];
        string a = one.WriteLines("a.jsonl", [.. many, .. others]);
        string b = one.WriteLines("b.jsonl", [.. others, .. many]);
        byte[] bytes = File.ReadAllBytes(b);

        Assert.That(CommandRun.Of("diff", a, b, "--json").Json.GetProperty("equalEvents").GetInt64(), Is.EqualTo(2L * many.Length));
        CommandRun piped = CommandRun.WithInput(() => new MemoryStream(bytes), "diff", a, "-");
        Assert.That((piped.Code, piped.Error.Contains("a pipe is read only once", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), piped.Error);
    }

    // Each number is a thousand events of that channel.
    private static bool TryRun(int[] a, int[] b, long waitingMax)
    {
        ComparisonSettings settings = new(new Narrowing(), 10, 10);
        using StreamComparison comparison = new(settings, new DifferenceCounts(), waitingMax);
        using ListedSource first = new(a);
        using ListedSource second = new(b);
        first.Start();
        second.Start();
        return comparison.TryRun(first, second);
    }

    private sealed class ListedSource(int[] channelIds) : EventSource("listed", CancellationToken.None)
    {
        protected override void Produce()
        {
            foreach (int channelId in channelIds)
            {
                for (int i = 0; i < 1000; i++) Add(new DiffEvent { Event = LineForm.Empty(EventKind.EventEnd), ChannelId = channelId });
            }
        }

        protected override void Close()
        {
        }
    }
}
