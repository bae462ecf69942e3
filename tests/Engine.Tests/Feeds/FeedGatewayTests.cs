using System.Collections;
using System.Net;
using System.Net.Sockets;
using FeedHandler.Engine.Tests.Support;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Tests.Support;

namespace FeedHandler.Engine.Tests.Feeds;

/// <summary>Rule: a gateway inside of a feed leaves nothing behind, touches nothing of another's, and a failure of it is told (docs/gateway.md).</summary>
[NonParallelizable]
public sealed class FeedGatewayTests
{
    [SetUp]
    public void RequireLinux() => Require.That(OperatingSystem.IsLinux(), "shared feeds are those of Linux");

    [Test]
    public void FeedsOfOneProcessHaveFilesOfTheirOwnWhichGoWithThem()
    {
        Feed? second = null;
        using Feed first = Started(builder => builder.WhenOpen(_ => second = Started(CountTwo)));
        first.Wait();
        second!.Wait();
        second.Dispose();
        Assert.That(OwnFiles(), Is.Empty);

        static void CountTwo(FeedBuilder builder) => builder.WhenOpen(static _ => Assert.That(OwnFiles(), Has.Length.EqualTo(2)));
    }

    [Test]
    public void AFeedThatIsDisposedOfLateLeavesTheFileOfAnother()
    {
        using Feed first = Started();
        first.Wait();
        using Feed second = Started(builder => builder.WhenOpen(_ => first.Dispose()).WhenOpen(static _ => Assert.That(OwnFiles(), Has.Length.EqualTo(1))));
        second.Wait();
    }

    [Test]
    public void AGatewayThatCannotBeginLeavesNoFile()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        Assert.That(() => Started(change: options => options with { Listen = (IPEndPoint)taken.LocalEndpoint }), Throws.TypeOf<FeedException>());
        Assert.That(OwnFiles(), Is.Empty);
    }

    [Test]
    public void ALoopThatCannotGoOnIsToldAtOnceAndInTheReport()
    {
        List<string> told = [];
        using Feed feed = Started(
            builder => builder.WhenOpen(opened => Connect(opened, told)),
            options => options with { Proxies = new NoList(), WhenFailed = told.Add });
        feed.Wait();
        Assert.That((told, feed.Report.Failures), Is.EqualTo((new List<string> { NoList.Words }, new[] { $"test: {NoList.Words}" })));
    }

    private static Feed Started(Action<FeedBuilder>? more = null, Func<GatewayOptions, GatewayOptions>? change = null)
    {
        GatewayOptions options = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), Origin = "test", DrainMs = 0 };
        FeedBuilder builder = Feed.Cme().Replay(Recorded.Capture).Gateway(change?.Invoke(options) ?? options);
        more?.Invoke(builder);
        return builder.Start();
    }

    private static void Connect(Feed feed, List<string> told)
    {
        using TcpClient client = new();
        client.Connect(feed.GatewayEndPoint!);
        Within.Until(() => told.Count > 0, "the loop has ended");
    }

    private static string[] OwnFiles() => Directory.GetFiles("/dev/shm", FormattableString.Invariant($"feedhandler-gateway-{Environment.ProcessId}*"));

    /// <summary>A list that fails whoever looks into it.</summary>
    private sealed class NoList : IReadOnlyList<IPNetwork>
    {
        public const string Words = "no list";

        public int Count => 1;

        public IPNetwork this[int index] => throw new InvalidOperationException(Words);

        public IEnumerator<IPNetwork> GetEnumerator() => throw new InvalidOperationException(Words);

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
