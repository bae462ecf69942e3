using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Check;
using FeedHandler.Receivers;
using FeedHandler.Sinks.Multicast;

namespace FeedHandler.Host.Tests.Checks;

/// <summary>What `check` says of where a feed is to be sent.</summary>
public sealed class MulticastCheckTests
{
    [TestCase("lo", 1400, true, "1 groups by lo, datagrams of 1428 bytes")]
    [TestCase("127.0.0.1", 1400, true, "by lo")]
    [TestCase("nowhere9", 1400, false, "interface nowhere9 does not exist")]
    public void TheInterfaceIsLookedAt(string device, int packetBytes, bool isGood, string words)
    {
        Finding finding = Check(device, packetBytes).Single();
        Assert.That(finding.Verdict, Is.EqualTo(isGood ? Verdict.Good : Verdict.Problem), finding.ToString());
        Assert.That(finding.Found, Does.Contain(words));
    }

    [TestCase("127.0.0.1", true)]
    [TestCase("0.0.0.0", false)]
    public void WhoReachesTheServiceIsLookedAt(string address, bool isGood)
    {
        RetransmitOptions retransmit = new(new IPEndPoint(IPAddress.Parse(address), 21000));
        Assert.That(Check("lo", 1400, retransmit)[1].Verdict, Is.EqualTo(isGood ? Verdict.Good : Verdict.Advice));
    }

    [Test]
    public void NothingIsSaidWhereNothingIsSent() =>
        Assert.That(MulticastChecks.Run(new FeedConfiguration("feed.json", new ConfigurationFile(), [])), Is.Empty);

    private static Finding[] Check(string device, int packetBytes, RetransmitOptions? retransmit = null)
    {
        LineGroup group = new(new FeedGroup(310, FeedRole.Incremental, Line.A), IPEndPoint.Parse("239.5.1.1:20310"), device);
        MulticastOptions options = new([group]) { Settings = new PublishSettings { PacketBytes = packetBytes }, Retransmit = retransmit };
        return [.. MulticastChecks.Run(new FeedConfiguration("feed.json", new ConfigurationFile(), []) { Multicast = options })];
    }
}
