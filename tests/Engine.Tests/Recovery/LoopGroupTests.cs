using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Core.Recovery;
using FeedHandler.Receivers;

namespace FeedHandler.Engine.Tests.Recovery;

/// <summary>When the groups of loops are joined and left, by a clock that stands still until a test moves it.</summary>
public sealed class LoopGroupTests
{
    private const long Ms = 1_000_000;
    private const int QuietMs = 100;
    private static readonly FeedMap Map = new(
        FeedGroup.Of(Line.A), new FeedGroup(0, FeedRole.Snapshot, Line.A), new FeedGroup(0, FeedRole.Snapshot, Line.B), new FeedGroup(0, FeedRole.Definitions, Line.A));

    private readonly LoopNeeds _needs = new();
    private JoinedReceiver _receiver = null!;

    [SetUp]
    public void Open()
    {
        _receiver = new JoinedReceiver(Map);
        _needs.Set(FeedRole.Snapshot, isNeeded: true);
        _needs.Set(FeedRole.Definitions, isNeeded: true);
    }

    [TearDown]
    public void Close() => _receiver.Dispose();

    [Test]
    public void BothLinesAreLeftWhenNothingHasNeededThemForTheQuietTimeAndJoinedAtOnceWhenSomethingDoes()
    {
        LoopGroups groups = Groups();
        groups.Step(0);
        _needs.Set(FeedRole.Snapshot, isNeeded: false);
        groups.Step((QuietMs - 1) * Ms);
        Assert.That(Joined(), Is.EqualTo("+++"));
        groups.Step(QuietMs * Ms);
        Assert.That(Joined(), Is.EqualTo("--+"), "and what others need stays");
        _needs.Set(FeedRole.Snapshot, isNeeded: true);
        groups.Step(QuietMs * Ms);

        Assert.That((Joined(), _receiver.Of(1).JoinCount, _receiver.Of(3).JoinCount), Is.EqualTo(("+++", 2L, 1L)));
        Assert.That(_receiver.Of(0).IsTaken, Is.False, "an incremental group is nobody's to leave");
    }

    [Test]
    public void ANeedThatNobodySawKeepsThemForAnotherQuietTime()
    {
        LoopGroups groups = Groups();
        groups.Step(0);
        _needs.Set(FeedRole.Snapshot, isNeeded: false);
        groups.Step((QuietMs - 1) * Ms);
        _needs.Set(FeedRole.Snapshot, isNeeded: true);
        _needs.Set(FeedRole.Snapshot, isNeeded: false);
        groups.Step(QuietMs * Ms);
        Assert.That(Joined(), Is.EqualTo("+++"));
        groups.Step(2 * QuietMs * Ms);

        Assert.That(Joined(), Is.EqualTo("--+"));
    }

    [Test]
    public void NeedsThatComeAndGoJoinNoGroupMoreOftenThanOnceInAQuietTime()
    {
        LoopGroups groups = Groups();
        for (int atMs = 0; atMs < 100 * QuietMs; atMs++)
        {
            _needs.Set(FeedRole.Snapshot, atMs % 7 == 0);
            groups.Step(atMs * Ms);
        }

        Assert.That(_receiver.Of(1).JoinCount, Is.EqualTo(1));
        for (int atMs = 100 * QuietMs; atMs < 200 * QuietMs; atMs++)
        {
            _needs.Set(FeedRole.Snapshot, atMs % (QuietMs + 7) == 0);
            groups.Step(atMs * Ms);
        }

        Assert.That(_receiver.Of(1).JoinCount, Is.InRange(50, 100));
    }

    [Test]
    public void AJoinThatIsRefusedIsTriedAgainASecondLaterAndTold()
    {
        LoopGroups groups = Groups();
        groups.Step(0);
        _needs.Set(FeedRole.Snapshot, isNeeded: false);
        groups.Step(QuietMs * Ms);
        _receiver.Of(1).Errno = 105;
        _needs.Set(FeedRole.Snapshot, isNeeded: true);
        foreach (int atMs in (int[])[200, 201, 1199]) groups.Step(atMs * Ms);
        Assert.That((Joined(), _receiver.Of(1).ErrorCount), Is.EqualTo(("-++", 1L)));
        Assert.That(groups.Failures.Single(), Does.StartWith("0/snapshot/A, 239.1.1.1:14001 on eth0: cannot be joined again (setsockopt: ").And.EndWith("(errno 105))"));
        _receiver.Of(1).Errno = 0;
        groups.Step(1200 * Ms);

        Assert.That(Joined(), Is.EqualTo("+++"));
    }

    [Test]
    public void WhereTheyStayJoinedNobodyTakesThem()
    {
        LoopGroups groups = new(new LoopOptions { StayJoined = true }, _receiver, Map, [_needs]);

        Assert.That((groups.Any, _receiver.Of(1).IsTaken), Is.EqualTo((false, false)));
    }

    [Test]
    public void LoopsOfAChannelThatReadsNoneAreLetBe() => Assert.That(new LoopGroups(new LoopOptions(), _receiver, Map, [null]).Any, Is.False);

    private LoopGroups Groups() => new(new LoopOptions { Quiet = TimeSpan.FromMilliseconds(QuietMs) }, _receiver, Map, [_needs]);

    private string Joined() => string.Concat(_receiver.Memberships.Skip(1).Select(static membership => membership.IsJoined ? '+' : '-'));

    /// <summary>The memberships of a receiver to which nothing comes.</summary>
    private sealed class JoinedReceiver(FeedMap map) : ILiveReceiver
    {
        public ReceiverKind Kind => ReceiverKind.Socket;

        public IReadOnlyList<LineGroup> Groups { get; } =
            [.. Enumerable.Range(0, map.GroupCount).Select(group => new LineGroup(map[group], IPEndPoint.Parse($"239.1.1.{group}:14001"), "eth0"))];

        public IReadOnlyList<GroupCounters> Counters => [];

        public IReadOnlyList<GroupMembership> Memberships { get; } = [.. Enumerable.Range(0, map.GroupCount).Select(static _ => new ToldMembership())];

        public IReadOnlyList<TimestampKind> Stamps => [];

        public IReadOnlyList<string> Notes => [];

        public bool IsCompleted => false;

        public long DropCount => 0;

        public ToldMembership Of(int group) => (ToldMembership)Memberships[group];

        public int Poll<THandler>(ref THandler handler, int packetLimit)
            where THandler : struct, IPacketHandler => 0;

        public void LookForDrops()
        {
        }

        public void Wait(int timeoutMs)
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class ToldMembership : GroupMembership
    {
        public int Errno { get; set; }

        protected override int JoinGroup() => Errno;

        protected override int LeaveGroup() => Errno;
    }
}
