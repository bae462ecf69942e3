using FeedHandler.Client.Remote;

namespace FeedHandler.Client.Tests.Remote;

/// <summary>Rule: gateways that are well go first, one that failed is left alone for longer each time, and many clients do not all do the same.</summary>
public sealed class EndpointPoolTests
{
    private const int Seed = 4711;

    [Test]
    public void ThoseThatAreWellGoFirst()
    {
        EndpointPool pool = Pool(count: 3);
        GatewayHealth first = pool.Next(0)!;
        pool.Fail(first, 0, servedMs: 0, "gone", isRefusing: false);
        HashSet<GatewayHealth> next = [.. Enumerable.Range(0, 50).Select(_ => pool.Next(1_000_000)!)];
        Assert.That(next, Has.Count.EqualTo(2).And.No.Member(first));
    }

    [Test]
    public void ABackOffDoublesUpToItsMostAndIsNeverTheSame()
    {
        EndpointPool pool = Pool(count: 1);
        GatewayHealth only = pool.All[0];
        List<long> waits = Waits(pool);
        for (int i = 0; i < waits.Count; i++)
        {
            long most = Math.Min(30_000, 100L << i);
            Assert.That(waits[i], Is.InRange(most / 2, most), $"attempt {i}");
        }

        Assert.That((only.AttemptCount, only.FailureCount, only.FailuresInRow), Is.EqualTo((12L, 12L, 12)));
        Assert.That(Waits(Pool(count: 1, Seed + 1)).Zip(waits).Count(static pair => pair.First == pair.Second), Is.LessThan(2), "another client's are others");
    }

    private static List<long> Waits(EndpointPool pool)
    {
        GatewayHealth only = pool.All[0];
        List<long> waits = [];
        for (long now = 0; waits.Count < 12;)
        {
            Assert.That(pool.Next(now), Is.SameAs(only));
            pool.Fail(only, now, servedMs: 0, "gone", isRefusing: false);
            Assert.That(pool.Next(now), Is.Null);
            waits.Add(pool.DueInMs(now));
            now += pool.DueInMs(now);
        }

        return waits;
    }

    [TestCase(29_999, 4)]
    [TestCase(30_000, 1)]
    public void OnlyServiceOfSomeLengthMakesWell(long servedMs, int failuresInRow)
    {
        EndpointPool pool = Pool(count: 1);
        for (int i = 0; i < 3; i++) pool.Fail(pool.All[0], 0, servedMs: 5, "closed at once", isRefusing: false);
        pool.Fail(pool.All[0], 0, servedMs, "closed", isRefusing: false);
        Assert.That(pool.All[0].FailuresInRow, Is.EqualTo(failuresInRow));
    }

    [Test]
    public void OneThatRefusesIsLeftAloneForLong()
    {
        EndpointPool pool = Pool(count: 1);
        pool.Fail(pool.All[0], 0, servedMs: 0, "bad token", isRefusing: true);
        Assert.That((pool.DueInMs(0) >= 15_000, pool.AreAllRefusing), Is.EqualTo((true, true)));
        EndpointPool.NoteConnected(pool.All[0]);
        Assert.That(pool.AreAllRefusing, Is.False);
    }

    [Test]
    public void ManyClientsSpreadOverThoseThatAreLeft()
    {
        int[] counts = new int[4];
        for (int client = 0; client < 400; client++)
        {
            EndpointPool pool = Pool(count: 4, Seed + client);
            pool.Fail(pool.All[0], 0, servedMs: 0, "gone", isRefusing: false);
            counts[pool.Next(0)!.Endpoint.Port - 1]++;
        }

        Assert.That((counts[0], counts[1..].Min() > 90), Is.EqualTo((0, true)), string.Join(' ', counts));
    }

    [TestCase("tcp://a:1", "tcp://a:1")]
    [TestCase("tcp://a:1,b.example.com:65535", "tcp://a:1 tcp://b.example.com:65535")]
    [TestCase("tls://[::1]:9,10.0.0.1:9/", "tls://[::1]:9 tls://10.0.0.1:9")]
    [TestCase("tcp://", "")]
    [TestCase("tcp://a", "")]
    [TestCase("tcp://a:0", "")]
    [TestCase("tcp://a:65536", "")]
    [TestCase("tcp://a:1,,b:2", "")]
    [TestCase("tcp://::1:9", "")]
    [TestCase("tcp://a b:9", "")]
    [TestCase("http://a:9", "")]
    public void AnAddressNamesGateways(string text, string endpoints)
    {
        Assert.That(GatewayEndpoint.TryParse(text, out IReadOnlyList<GatewayEndpoint> read), Is.EqualTo(endpoints.Length > 0));
        Assert.That(string.Join(' ', read), Is.EqualTo(endpoints));
    }

    private static EndpointPool Pool(int count, int seed = Seed) =>
        new([.. Enumerable.Range(1, count).Select(static port => new GatewayEndpoint("gw", port, IsTls: false))], 100, 30_000, new Random(seed));
}
