using System.Net;
using FeedHandler.Core.Packets;
using FeedHandler.Receivers.Frames;
using static FeedHandler.Tests.Support.ReceivedFrame;

namespace FeedHandler.Receivers.Tests.Frames;

public sealed class FrameGroupsTests
{
    private static readonly LineGroup Own = new(Line.B, IPEndPoint.Parse("239.1.2.3:14310"), "eth1");
    private static readonly byte[] Hello = Frame(IPv4(Udp("hello")), 0, 0x0800);

    [Test]
    public void AmongManyGroupsTheRightOneIsFound()
    {
        LineGroup[] many = [.. Enumerable.Range(0, 1000).Select(static i => new LineGroup(Line.A, new IPEndPoint(new IPAddress([239, 9, (byte)(i >> 8), (byte)i]), 14310), "eth1"))];
        FrameGroups groups = Of([.. many, Own], 100);

        Assert.That(groups.TryAccept(Hello, out ReadOnlySpan<byte> payload, out int group), Is.True);
        Assert.That(payload.Length, Is.EqualTo(5));
        Assert.That(group, Is.EqualTo(1000));
        Assert.That(groups.Counters[1000].Packets, Is.EqualTo(1));
        Assert.That(groups.Counters[1000].Bytes, Is.EqualTo(5));
    }

    [Test]
    public void GroupsThatDifferInTheirSourceAreToldApart()
    {
        LineGroup wrong = Own with { Feed = FeedGroup.Of(Line.A), Source = IPAddress.Parse("10.0.0.9") };
        FrameGroups groups = Of([wrong, Own with { Source = IPAddress.Parse("10.0.0.1") }], 100);

        Assert.That(groups.TryAccept(Hello, out _, out int group), Is.True);
        Assert.That(group, Is.EqualTo(1));
    }

    [Test]
    public void OtherSourcesAreForeignToTheirGroup()
    {
        FrameGroups groups = Of([Own with { Group = IPEndPoint.Parse("239.1.2.4:14310") }, Own with { Source = IPAddress.Parse("10.0.0.9") }], 100);

        Assert.That(groups.TryAccept(Hello, out _, out _), Is.False);
        Assert.That(groups.Counters[0].Foreign, Is.Zero);
        Assert.That(groups.Counters[1].Foreign, Is.EqualTo(1));
    }

    [Test]
    public void WhatBelongsToNoGroupIsCountedWithTheFirst()
    {
        FrameGroups groups = Of([Own with { Group = IPEndPoint.Parse("239.1.2.3:14311") }], 100);

        Assert.That(groups.TryAccept(Hello, out _, out _), Is.False);
        Assert.That(groups.TryAccept(Frame(new byte[28], 0, 0x0806), out _, out _), Is.False);
        Assert.That(groups.TryAccept(Hello.AsSpan(0, 30), out _, out _), Is.False);
        groups.RefuseChained();
        Assert.That(groups.First.Foreign, Is.EqualTo(2));
        Assert.That(groups.First.Malformed, Is.EqualTo(1));
        Assert.That(groups.First.Truncated, Is.EqualTo(1));
    }

    [Test]
    public void PayloadsBeyondTheLimitAreCounted()
    {
        FrameGroups groups = Of([Own], 4);

        Assert.That(groups.TryAccept(Hello, out _, out _), Is.False);
        Assert.That(groups.First.Truncated, Is.EqualTo(1));
        Assert.That(groups.First.Packets, Is.Zero);
    }

    private static FrameGroups Of(LineGroup[] groups, int payloadBytesMax) => new(groups, groups, payloadBytesMax, new DropTotal());
}
