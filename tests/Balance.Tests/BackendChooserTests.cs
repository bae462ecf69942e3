using System.Net;
using FeedHandler.Balance.Backends;
using FeedHandler.Native.Sockets;

namespace FeedHandler.Balance.Tests;

public sealed class BackendChooserTests
{
    private const int PeerCount = 2000;

    [Test]
    public void TheOneWithTheFewestConnectionsIsChosen()
    {
        Backend[] backends = Backends(3);
        BackendChooser chooser = new(backends, BackendRule.Connections);
        (backends[0].Active, backends[1].Active, backends[2].Active) = (5, 2, 4);

        Assert.That(chooser.Choose(Peer(1), 0), Is.SameAs(backends[1]));
        Assert.That(chooser.Choose(Peer(1), backends[1].Bit), Is.SameAs(backends[2]));
        Assert.That(chooser.Choose(Peer(1), 7), Is.Null);
    }

    [Test]
    public void OfEquallyFewAnotherOneIsChosenEachTime()
    {
        BackendChooser chooser = new(Backends(4), BackendRule.Connections);

        Assert.That(Enumerable.Range(0, 4).Select(_ => chooser.Choose(Peer(1), 0)!.Target.Name).Distinct().Count(), Is.EqualTo(4));
    }

    [Test]
    public void APeerKeepsItsBackendAndEachHasAFairShare()
    {
        BackendChooser chooser = new(Backends(4), BackendRule.Hash);
        Backend[] chosen = [.. Peers().Select(peer => chooser.Choose(peer, 0)!)];

        Assert.That(Peers().Select(peer => chooser.Choose(peer, 0)!), Is.EqualTo(chosen));
        foreach (IGrouping<Backend, Backend> share in chosen.GroupBy(static backend => backend))
            Assert.That(share.Count(), Is.InRange(PeerCount / 4 * 0.8, PeerCount / 4 * 1.2));
    }

    [Test]
    public void WhenABackendGoesItsOwnPeersMoveAndNoOthers()
    {
        Backend[] backends = Backends(4);
        BackendChooser chooser = new(backends, BackendRule.Hash);
        Backend[] before = [.. Peers().Select(peer => chooser.Choose(peer, 0)!)];
        for (int count = 0; count < 3; count++) backends[2].Fail("test", isCheck: true);
        Backend[] after = [.. Peers().Select(peer => chooser.Choose(peer, 0)!)];

        Assert.That(backends[2].IsUp, Is.False);
        Backend[] left = [.. before.Zip(after).Where(static pair => pair.First != pair.Second).Select(static pair => pair.First)];
        Assert.That(left, Is.Not.Empty.And.All.SameAs(backends[2]));
        Assert.That(after, Has.None.SameAs(backends[2]));
    }

    [Test]
    public void ABackendComesBackAfterGoodChecksInARow()
    {
        Backend backend = Backends(1)[0];
        bool[] falls = [backend.Fail("a", true), backend.Fail("b", false), backend.Pass(), backend.Fail("c", true), backend.Fail("d", true), backend.Fail("e", true)];
        bool[] rises = [backend.Pass(), backend.Fail("f", true), backend.Pass(), backend.Pass()];

        Assert.That(falls, Is.EqualTo((bool[])[false, false, false, false, false, true]));
        Assert.That(rises, Is.EqualTo((bool[])[false, false, false, true]));
        Assert.That((backend.IsUp, backend.Ejections, backend.Readmissions, backend.LastFault), Is.EqualTo((true, 1L, 1L, "f")));
    }

    private static IEnumerable<PeerAddress> Peers() => Enumerable.Range(0, PeerCount).Select(Peer);

    private static PeerAddress Peer(int number) => PeerAddress.Of([10, 1, (byte)(number >> 8), (byte)number], 1000 + number);

    private static Backend[] Backends(int count) =>
        [.. Enumerable.Range(0, count).Select(static index => new Backend(new($"b{index}", PeerAddress.Of(new IPEndPoint(IPAddress.Loopback, 9000 + index))), index, new()))];
}
