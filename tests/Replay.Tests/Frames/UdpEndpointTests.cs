using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Tests.Frames;

public sealed class UdpEndpointTests
{
    [TestCase("224.0.31.64:14340")]
    [TestCase("10.1.2.3:1")]
    [TestCase("[ff02::1:2]:15340")]
    [TestCase("[2001:db8::1]:65535")]
    public void TextIsReadAsItIsWritten(string text)
    {
        Assert.That(UdpEndpoint.TryParse(text, out UdpEndpoint endpoint), Is.True);
        Assert.That(endpoint.ToString(), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("224.0.31.64")]
    [TestCase("224.0.31.64:0")]
    [TestCase("224.0.31.64:70000")]
    [TestCase("host:14340")]
    public void OtherTextIsRefused(string text) => Assert.That(UdpEndpoint.TryParse(text, out _), Is.False);

    [TestCase("223.255.255.255:1", false)]
    [TestCase("224.0.0.0:1", true)]
    [TestCase("239.255.255.255:1", true)]
    [TestCase("240.0.0.0:1", false)]
    [TestCase("[ff02::1]:1", true)]
    [TestCase("[fe80::1]:1", false)]
    public void GroupsAreTold(string text, bool isMulticast)
    {
        Assert.That(UdpEndpoint.TryParse(text, out UdpEndpoint endpoint), Is.True);
        Assert.That(endpoint.IsMulticast, Is.EqualTo(isMulticast));
    }

    [Test]
    public void AnIPv4AddressIsANumberInHostOrder()
    {
        Assert.That(UdpEndpoint.TryParse("224.0.31.64:14340", out UdpEndpoint endpoint), Is.True);
        Assert.That(endpoint, Is.EqualTo(UdpEndpoint.OfIPv4(0xE0001F40, 14340)));
        Assert.That(endpoint, Is.Not.EqualTo(endpoint with { IsIPv6 = true }));
    }
}
