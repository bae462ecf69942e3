using System.Net;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Support;
using NUnit.Framework;
using LoopKind = FeedHandler.Gateway.Sessions.LoopKind;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: unless it is told by what, a gateway waits by io_uring where that can hold its connections, and by epoll elsewhere; it tells by which.</summary>
public sealed class LoopChoiceTests
{
    private const int MoreThanAnyProcessHasDescriptors = 1 << 30;
    private static readonly GatewayOptions Options = new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), WaitsForFeed = true, FeedPath = "/nowhere" };

    [Test]
    public void WhereItWorksItIsIoUring()
    {
        LoopKinds.Need(Tests.Support.LoopKind.Uring);

        using GatewayServer server = GatewayServer.Start(Options);

        Assert.That((server.Options.Kind, server.Read().Kind), Is.EqualTo((LoopKind.IoUring, LoopKind.IoUring)));
    }

    [Test]
    public void WithMoreConnectionsThanItsTableTakesItIsEpoll() => Assert.That(
        LoopChoice.Of(Options with { ConnectionCountMax = MoreThanAnyProcessHasDescriptors }), Is.EqualTo(LoopKind.Epoll));

    [TestCase(LoopKind.Epoll)]
    [TestCase(LoopKind.IoUring)]
    public void WhatWasAskedForStays(LoopKind kind) => Assert.That(LoopChoice.Of(Options with { Kind = kind }), Is.EqualTo(kind));
}
