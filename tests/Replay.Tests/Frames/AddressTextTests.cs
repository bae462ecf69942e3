using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Replay.Frames;

namespace FeedHandler.Replay.Tests.Frames;

/// <summary>Addresses are taken only as they are written out: nothing is guessed.</summary>
public sealed class AddressTextTests
{
    [TestCase("239.1.2.3")]
    [TestCase("0.0.0.0")]
    [TestCase("ff05::40")]
    [TestCase("::1")]
    public void WhatIsWrittenOutIsTaken(string text)
    {
        Assert.That(AddressText.TryParse(text, out IPAddress? address), Is.True);
        Assert.That(address, Is.EqualTo(IPAddress.Parse(text)));
    }

    [TestCase("239.1")]
    [TestCase("1")]
    [TestCase("239.010.0.1")]
    [TestCase("0xEF.1.1.1")]
    [TestCase("4009754625")]
    [TestCase(" 239.1.2.3")]
    [TestCase("239.1.2.3.4")]
    [TestCase("[::1]:80")]
    [TestCase("")]
    public void WhatIsNotIsNone(string text) => Assert.That((AddressText.TryParse(text, out IPAddress? address), address), Is.EqualTo((false, (IPAddress?)null)));

    [TestCase("239.1.2.3:14001", true)]
    [TestCase("[ff05::1]:14001", true)]
    [TestCase("239.1:14001", false)]
    [TestCase("ff05::1:14001", false)]
    [TestCase("[239.1.2.3]:14001", false)]
    [TestCase("239.1.2.3:0", false)]
    [TestCase("239.1.2.3:65536", false)]
    [TestCase("239.1.2.3", false)]
    [TestCase("[ff05::1]", false)]
    public void APortIsNeeded(string text, bool isOne)
    {
        Assert.That(AddressText.TryParseEndPoint(text, out IPEndPoint? endPoint), Is.EqualTo(isOne));
        Assert.That(endPoint?.ToString(), Is.EqualTo(isOne ? text : null));
        Assert.That(UdpEndpoint.TryParse(text, out _), Is.EqualTo(isOne));
    }

    [TestCase("10.20.0.7", true)]
    [TestCase("fe80::1", true)]
    [TestCase("239.1.1.1", false)]
    [TestCase("ff05::1", false)]
    [TestCase("0.0.0.0", false)]
    [TestCase("::", false)]
    [TestCase("255.255.255.255", false)]
    public void ASenderIsAHost(string text, bool isHost) => Assert.That(AddressText.IsHost(IPAddress.Parse(text)), Is.EqualTo(isHost));
}
