using System.Buffers;
using System.Net;
using FeedHandler.Core.Events;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Replay;
using FeedHandler.Sinks.Strategies;
using FeedHandler.Tests.Support;

namespace FeedHandler.Observing;

/// <summary>Alive is a feed whose thread polls, and no other: a strategy on that thread that does not come back is seen.</summary>
public sealed class HealthTests
{
    private const string GroupA = "239.255.41.9:41009";
    private const long OfTheRuntime = 1000; // what the runtime takes to compile anew on a thread; a reading would take more for each of so many
    private const string GroupB = "239.255.41.10:41010";

    [Test]
    public void AFeedThreadThatIsHeldIsNotHealthyAndIsAgainWhenItGoesOn()
    {
        using ManualResetEventSlim mayGoOn = new();
        FeedMetrics metrics = null!;
        using Feed feed = Feed.Cme().Listen($"{GroupA}=310/incremental/A,{GroupB}=310/incremental/B", "lo").WarmUp(0).Inline()
            .Strategy(new Holding(mayGoOn)).WhenOpen(opened => metrics = new FeedMetrics(opened, ReadyPolicy.Joined)).Start();
        using FeedMetrics closing = metrics;
        Within.Until(() => FaultOf(metrics) is null, "it polls");
        Assert.That(ReasonsOf(metrics), Is.EqualTo(["channel 310: no packet was delivered yet"]));

        Within.Until(() => Send() && FaultOf(metrics) is not null, "it is held");
        Assert.That(FaultOf(metrics), Does.StartWith("the feed thread has not polled for"));
        Assert.That(ReasonsOf(metrics), Has.Length.GreaterThanOrEqualTo(1).And.Some.StartsWith("the feed thread has not polled for"));

        mayGoOn.Set();
        Within.Until(() => FaultOf(metrics) is null && ReasonsOf(metrics).Length == 0, "it goes on");
        feed.Stop();
        feed.Wait();
    }

    [Test]
    public void BooksInDoubtAreAReasonByTheStrictPolicyAlone()
    {
        FeedMetrics strict = null!, joined = null!;
        using Feed feed = Feed.Cme().Listen($"{GroupA}=310/incremental/A,{GroupB}=310/incremental/B", "lo").WarmUp(0).WhenOpen(opened =>
        {
            strict = new FeedMetrics(opened, ReadyPolicy.Strict);
            joined = new FeedMetrics(opened, ReadyPolicy.Joined);
        }).Start();
        using FeedMetrics closing = strict, closingToo = joined;

        Within.Until(() => Send(first: 1000) && ReasonsOf(joined).Length == 0, "packets of a market that began long ago are delivered");
        Within.Until(() => ReasonsOf(strict) is [string only] && only.StartsWith("channel 310: ", StringComparison.Ordinal), "books are known in part");
        Assert.That(ReasonsOf(strict), Has.Length.EqualTo(1).And.All.EndsWith(" in doubt"));
        feed.Stop();
        feed.Wait();
    }

    [Test]
    [NonParallelizable]
    public void AFeedThreadAllocatesNothingWhileItIsScraped()
    {
        FeedMetrics metrics = null!;
        using Feed feed = Feed.Cme().Listen($"{GroupA}=310/incremental/A,{GroupB}=310/incremental/B", "lo")
            .WhenOpen(opened => metrics = new FeedMetrics(opened)).Start();
        using FeedMetrics closing = metrics;
        ArrayBufferWriter<byte> text = new(1 << 20);
        for (int first = 0; first < 1280; first += 64)
        {
            Send(first);
            text.ResetWrittenCount();
            Assert.That(metrics.TryWrite(text, isOpen: true), Is.True);
        }

        feed.Stop();
        feed.Wait();
        Assert.That(feed.Report.Run.PacketCount, Is.GreaterThan(500));
        Assert.That(feed.Report.Run.AllocatedBytes, Is.LessThan(OfTheRuntime));
    }

    private static string? FaultOf(FeedMetrics metrics)
    {
        string? fault = null;
        Assert.That(metrics.TryLook(() => fault = metrics.Health.Fault), Is.True);
        return fault;
    }

    private static string[] ReasonsOf(FeedMetrics metrics)
    {
        string[] reasons = [];
        metrics.TryLook(() => reasons = [.. metrics.Health.Reasons()]);
        return reasons;
    }

    private static bool Send(int first = 0)
    {
        using CaptureSet captures = CaptureSet.Open(new CaptureSettings([Repository.PathOf("captures/cme-simulated.pcapng")], null, CaptureSet.TrailerNames[0]));
        using CaptureReceiver receiver = captures.CreateReceiver();
        using PacketStore packets = PacketStore.Load(receiver);
        using PlainSender sender = new(IPAddress.Loopback, interfaceIndex: 1);
        IPEndPoint[] targets = [IPEndPoint.Parse(GroupA), IPEndPoint.Parse(GroupB)];
        for (int i = first; i < first + 64; i++) sender.Send(targets[packets[i].Group], packets[i].Bytes);
        return true;
    }

    private sealed class Holding(ManualResetEventSlim mayGoOn) : Strategy
    {
        public override string Name => "holding";

        public override void OnBook(in BookView book, in MarketEvent change) => mayGoOn.Wait();
    }
}
