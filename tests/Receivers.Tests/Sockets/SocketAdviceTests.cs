using FeedHandler.Native;
using FeedHandler.Receivers.Sockets;

namespace FeedHandler.Receivers.Tests.Sockets;

public sealed class SocketAdviceTests
{
    [TestCase(1, "CAP_NET_ADMIN")]
    [TestCase(13, "CAP_NET_ADMIN")]
    [TestCase(24, "ulimit -n")]
    [TestCase(92, "a newer one may")]
    [TestCase(97, "net.ipv6.conf.all.disable_ipv6=0")]
    [TestCase(98, "ss -lunp")]
    public void AnErrorOfASocketNamesWhatHelps(int errno, string advice) =>
        Assert.That(SocketAdvice.On(NativeResult.Failure("x", errno)), Does.StartWith(", ").And.Contains(advice));

    [TestCase(105, "net.ipv4.igmp_max_memberships")]
    [TestCase(12, "net.core.optmem_max")]
    [TestCase(19, "ip link")]
    [TestCase(99, "multicast on")]
    [TestCase(22, "no multicast group")]
    public void AnErrorOfAJoinNamesWhatHelps(int errno, string advice) =>
        Assert.That(SocketAdvice.OnJoin(errno), Does.StartWith(", ").And.Contains(advice));

    [Test]
    public void AnErrorThatNothingIsKnownOfHasNoAdvice()
    {
        Assert.That(SocketAdvice.On(NativeResult.Failure("x", 5)), Is.Empty);
        Assert.That(SocketAdvice.OnJoin(5), Is.Empty);
    }
}
