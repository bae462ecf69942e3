using System.Diagnostics;
using FeedHandler.Client.Tests.Remote.Support;
using FeedHandler.Client.Tests.Support;
using FeedHandler.Core.Books;
using FeedHandler.Core.Events;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: behind a gateway a subscriber has what one of shared memory has, whatever becomes of the gateway.</summary>
public sealed class GatewayTests
{
    private const string LossyCapture = "captures/cme-recovery.pcapng";

    [TestCase(Delivery.EveryEvent)]
    [TestCase(Delivery.EndOfEvent)]
    [TestCase(Delivery.Interval)]
    [TestCase(Delivery.TopOfBook)]
    public void BooksAreTheRightOnes(Delivery delivery)
    {
        using CaptureStage stage = new();
        RemoteFeed? feed = null;
        SeenBooks seen = new();
        int lookCount = 0;
        stage.OnLook = _ =>
        {
            feed ??= stage.Connect(new RemoteFeedOptions { Delivery = delivery, IntervalMs = 10, HeartbeatMs = 100 });
            stage.Drain(feed, seen);
            Within.Until(
                () =>
                {
                    feed.Poll(seen);
                    return Wrong(stage, seen, delivery).Count == 0;
                },
                "books as they are");
            lookCount++;
        };
        stage.Stage.Run(LossyCapture);
        Assert.That((lookCount > 3, seen.Broken, feed!.LostCount, feed.StrayCount), Is.EqualTo((true, new List<string>(), 0L, 0L)));
        Assert.That(seen.CountOf(delivery == Delivery.EveryEvent ? "event" : "change"), Is.Positive);
        feed.Dispose();
    }

    [Test]
    public void EventsAreThoseOfTheSharedFeed()
    {
        using CaptureStage stage = new();
        (RemoteFeed? feed, SharedFeed? shared) = (null, null);
        (ToldEvents remote, ToldEvents local) = (new(), new());
        stage.OnBegun = () =>
        {
            (feed, shared) = (stage.Connect(), SharedFeed.Open(stage.FilePath));
            Assert.That(InstrumentSelector.TryParse("*", out InstrumentSelector? all), Is.True);
            shared.Add(all!);
            Drain(shared, local);
            stage.Drain(feed, remote);
        };
        stage.OnLook = _ =>
        {
            Drain(shared!, local);
            stage.Drain(feed!, remote);
        };
        stage.Stage.Run();
        stage.OnLook(0);
        Assert.That(remote.Behind(local), Has.Count.GreaterThan(1000));
        Assert.That(remote.Behind(local), Is.EqualTo(local.Behind(remote)));
        feed!.Dispose();
        shared!.Dispose();
    }

    [Test]
    public void WhenAGatewayIsKilledAnotherGoesOnWithNothingMissing()
    {
        using CaptureStage stage = new() { GatewayCount = 2 };
        RemoteFeed? feed = null;
        SeenBooks seen = new();
        stage.OnLook = look =>
        {
            feed ??= stage.Connect();
            if (look == 3) stage.Servers.First(server => server.LocalEndPoint.Port == feed.Connected!.Port).Dispose();
            stage.Drain(feed, seen);
            Within.Until(
                () =>
                {
                    feed.Poll(seen);
                    return Wrong(stage, seen, Delivery.EveryEvent).Count == 0;
                },
                "books as they are"); // that of an instrument that is new may come behind the events
        };
        stage.Stage.Run();
        Assert.That((feed!.ResumeCount, feed.LostCount, seen.CountOf("lost"), seen.Broken), Is.EqualTo((1L, 0L, 0, new List<string>())), feed.LastFailure);
        Assert.That(feed.Gateways.Select(static gateway => gateway.ConnectedCount), Is.EqualTo(new[] { 1L, 1L }));
        feed.Dispose();
    }

    [Test]
    public void ATokenIsAskedForAndNarrowsWhatIsSeen()
    {
        const string Good = "0123456789abcdef";
        string tokens = $$"""{"tokens":[{"name":"desk","token":"{{Good}}","allow":["SIM00?"]}]}""";
        using CaptureStage served = new() { Tokens = tokens };
        RemoteFeed? feed = null;
        SeenBooks seen = new();
        served.OnLook = look =>
        {
            if (look > 1) return;
            using RemoteFeed refused = served.Connect(new RemoteFeedOptions { Token = "another-token-of-16", ConnectTimeoutMs = 60_000 });
            Within.Until(() => refused.Poll(seen) == SharedFeedPoll.Waiting && refused.Refusal is not null, "the refusal");
            Assert.That(refused.Refusal, Does.Contain("it does not know the token").And.Not.Contain("another-token"));
            feed = served.Connect(new RemoteFeedOptions { TokenFile = served.Write("token", Good + "\n"), HeartbeatMs = 100 });
            served.Drain(feed, seen);
        };
        served.Stage.Run();
        Assert.That(seen.Sequences.Keys, Has.Count.EqualTo(5).And.All.StartsWith("SIM00"));
        feed!.Dispose();
    }

    [Test]
    public void TheSampleFollowsAGatewayAsItFollowsSharedMemory()
    {
        Assert.That(File.ReadAllText(Repository.PathOf("docs/clients.md")), Does.Contain(File.ReadAllText(Repository.PathOf("docs/samples/TopWatch/Program.cs")).TrimEnd()));
        using CaptureStage stage = new() { LooksEach = 1 };
        (Process? remote, Process? shared) = (null, null);
        (string first, string other) = ("", "");
        stage.OnLook = look =>
        {
            if (look != 500) return;
            (remote, shared) = (Sample(stage.Address, "SIM000"), Sample(stage.FilePath, "SIM000"));
            first = Within.Patiently(remote.StandardOutput.ReadLineAsync(), "the sample's first book")!;
            other = Within.Patiently(shared.StandardOutput.ReadLineAsync(), "the sample's first book")!;
        };
        stage.Stage.Run();
        stage.Stage.Writer.Dispose();
        string[] lines = Within.Patiently(remote!.StandardOutput.ReadToEndAsync(), "the end of the feed").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] right = Within.Patiently(shared!.StandardOutput.ReadToEndAsync(), "the end of the feed").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(first, Does.Match(@"^\d+ SIM000 (-|\d+ x [\d.]+) \w+$"));
        Assert.That(Books(lines), Is.EqualTo(Books(right)), $"{first} {other}");
        remote.Dispose();
        shared.Dispose();
    }

    // Without their numbers: of a match event that ends elsewhere, the gateway names the last event that it had.
    private static string[] Books(string[] lines) => [.. lines.Select(static line => line[(line.IndexOf(' ') + 1)..])];

    private static Process Sample(params string[] arguments)
    {
        string configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        string program = Repository.PathOf($"docs/samples/TopWatch/bin/{configuration}/net10.0/TopWatch.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static void Drain(SharedFeed feed, IBookSubscriber subscriber)
    {
        while (feed.Poll(subscriber) is SharedFeedPoll.Taken or SharedFeedPoll.Waiting)
        {
        }
    }

    private static List<string> Wrong(CaptureStage stage, SeenBooks seen, Delivery delivery)
    {
        List<string> wrong = [];
        for (int index = 0; index < stage.Stage.Right.Count; index++)
        {
            bool isRight = seen.Images.TryGetValue(index, out BookImage image)
                && (delivery == Delivery.TopOfBook ? HasTop(stage.Stage.Right[index], image) : stage.Stage.IsRight(index, image, seen.Statistics[index]));
            if (!isRight) wrong.Add($"{index} behind event {stage.Through}");
        }

        return wrong;
    }

    private static bool HasTop(in InstrumentBook book, in BookImage image)
    {
        using BookTable told = new(1);
        told.Add(image.SecurityId);
        return told[0].TryRestore(image) && BookTop.Of(told[0]) == BookTop.Of(book);
    }

    private sealed class ToldEvents : IBookSubscriber
    {
        private readonly List<(long Sequence, int Index, string Text)> _events = [];
        private readonly Dictionary<int, long> _begun = [];

        /// <summary>The events behind the snapshots that another subscriber began with: who looks seldom begins later with what comes meanwhile.</summary>
        public List<string> Behind(ToldEvents other) =>
            [.. _events.Where(told => told.Sequence > other._begun[told.Index] && told.Sequence > _begun[told.Index]).Select(static told => told.Text)];

        public void OnSnapshot(in SubscribedBook book)
        {
            _begun[book.Instrument.InstrumentIndex] = book.Sequence;
            _begun.TryAdd(MarketEvent.NoInstrument, book.Sequence);
        }

        public void OnEvent(in SubscribedBook book, in MarketEvent marketEvent) => Add(book.Sequence, marketEvent);

        public void OnChannel(int channelId, in MarketEvent marketEvent, long sequence) => Add(sequence, marketEvent);

        private void Add(long sequence, in MarketEvent marketEvent)
        {
            ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in marketEvent));
            _events.Add((sequence, marketEvent.InstrumentIndex, $"{sequence} {marketEvent.Kind} {Convert.ToHexString(bytes[..MarketEvent.DigestBytes])}"));
        }
    }
}
