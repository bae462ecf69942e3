using System.Buffers.Binary;
using System.Text;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Connections;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Native.Sockets;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: whatever a client sends is refused or taken, counted, bounded, and hurts nobody else (docs/gateway.md, Limits).</summary>
public sealed class HostileClientTests
{
    [TestCase("0100000000000000")] // a frame shorter than any
    [TestCase("ffff0000000000000000")] // one longer than any of a client
    [TestCase("0a000000640048470100")] // another schema
    [TestCase("0a000600640048460000")] // no version
    public void WhatIsNoMessageEndsTheConnection(string hex)
    {
        using GatewayStage stage = new();
        using RawClient client = new(stage.EndPoint);
        client.Send(Convert.FromHexString(hex));
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.Malformed));
        client.AwaitEnd();
        client.Dispose();
        Within.Until(() => stage.Server.Read().Closed[CloseReason.Protocol] == 1, "it is counted");
    }

    [Test]
    public void NothingIsToldBeforeALogon()
    {
        using GatewayStage stage = new();
        using RawClient client = new(stage.EndPoint);
        client.Subscribe(1, "*");
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.NotLoggedOn));
        client.AwaitEnd();
    }

    [Test]
    public void AnotherVersionIsRefused()
    {
        using GatewayStage stage = new();
        using RawClient client = new(stage.EndPoint);
        client.LogOn(version: 2);
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.Version));
    }

    [Test]
    public void WhoeverDoesNotLogOnInTimeIsClosed()
    {
        using GatewayStage stage = new(static options => options with { Limits = new SessionLimits { LogonMs = 50 } });
        using RawClient client = new(stage.EndPoint);
        client.Send("\x10"u8); // slowly
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.Idle));
        client.AwaitEnd();
        client.Dispose();
        Within.Until(() => stage.Server.Read().Closed[CloseReason.Silent] == 1, "it is counted");
    }

    [Test]
    public void WhoeverIsSilentForThreeHeartbeatsIsClosed()
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client(heartbeatMs: 100);
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.Idle));
        Assert.That(client.CountOf(Heartbeat.TemplateId), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public void RequestsOfASecondAreBounded()
    {
        using GatewayStage stage = new(static options => options with { Limits = new SessionLimits { RequestsPerSecondMax = 10 } });
        using RawClient client = stage.Client();
        for (uint i = 1; i < 30; i++) client.Subscribe(i, "ES?6");
        while (client.AwaitReject() is { RequestId: not 0 })
        {
        }

        client.AwaitEnd();
        Assert.That(stage.Server.Read().Rejected[RejectReason.TooManyRequests], Is.EqualTo(1));
    }

    [Test]
    public void RequestsThatMakeNoSenseAreRefusedAndTheSessionGoesOn()
    {
        using GatewayStage stage = new(static options => options with { Limits = new SessionLimits { SubscriptionsMax = 2 } });
        using RawClient client = stage.Client();
        client.Begin(1, "ESZ6");
        client.Subscribe(1, "CLF7");
        client.Subscribe(2, "asset:");
        client.Subscribe(2, new string('*', 200));
        client.Subscribe(2, "caf\u00e9");
        client.Unsubscribe(9);
        client.Begin(2, "CLF7");
        client.Subscribe(3, "*");
        RejectReason[] reasons = [.. Enumerable.Range(0, 6).Select(_ => Rejects(client))];
        Assert.That(reasons, Is.EqualTo(new[]
        {
            RejectReason.DuplicateRequest, RejectReason.BadPattern, RejectReason.BadPattern, RejectReason.BadPattern, RejectReason.UnknownRequest, RejectReason.TooManySubscriptions,
        }));
        client.Unsubscribe(1);
        client.Await(UnsubscribeAccepted.TemplateId);
    }

    [TestCase("0a0000 00e703 4846 0100")] // a template that there is not
    [TestCase("0a0000 00c800 4846 0200")] // nor in a later version
    public void WhatNoClientSaysIsSkippedAndCountsAsARequest(string hex)
    {
        byte[] frame = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        using HandStage stage = new(static options => options with { Limits = new SessionLimits { RequestsPerSecondMax = 3 } });
        stage.LogOn();
        for (int i = 0; i < 2; i++) stage.Take(frame);
        stage.Subscribe(1, "ESZ6");
        (int snapshotCount, CloseReason? before) = (stage.Loop.CountOf(BookSnapshot.TemplateId), stage.Loop.Closed);
        stage.Take(frame);
        Assert.That((snapshotCount, before, stage.Loop.Closed), Is.EqualTo((1, (CloseReason?)null, (CloseReason?)CloseReason.Refused)));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void ARequestWithNumber0EndsTheConnection(bool isSubscribe)
    {
        using GatewayStage stage = new();
        using RawClient client = stage.Client();
        if (isSubscribe) client.Subscribe(0, "ESZ6");
        else client.Unsubscribe(0);
        Assert.That(client.AwaitReject(), Has.Property(nameof(RejectMessage.Reason)).EqualTo(RejectReason.Malformed));
        client.AwaitEnd();
    }

    [Test]
    public void LoopsWithDescriptorsOfTheirOwnServeAsOthersDo()
    {
        using GatewayStage stage = new(static options => options with { LoopCount = 2, ConnectionCountMax = 30_000 });
        for (int i = 0; i < 4; i++)
        {
            using RawClient client = stage.Client();
            client.Begin(1, "*");
        }
    }

    [Test]
    public void InstrumentsOfAClientAreBounded()
    {
        using GatewayStage stage = new(static options => options with { Limits = new SessionLimits { InstrumentsMax = 1 } });
        using RawClient client = stage.Client();
        client.Subscribe(1, "*");
        Assert.That(client.AwaitReject(), Has.Property(nameof(RejectMessage.Reason)).EqualTo(RejectReason.TooManySubscriptions));
        client.Begin(1, "ES*");
        stage.Feed.Define(2, "ESH7"); // is meant, and there is no room
        stage.Feed.Quote(0, 7);
        stage.Feed.Publish();
        client.AwaitEvent(5);
        Assert.That((stage.Count(GatewayCount.Instruments), stage.Count(GatewayCount.Interests)), Is.EqualTo((3L, 1L)));
    }

    [Test]
    public void GarbageHurtsNobodyElse()
    {
        using GatewayStage stage = new();
        using RawClient healthy = stage.Client();
        healthy.Begin(1, "*");
        Random random = new(7);
        byte[] garbage = new byte[600];
        for (int i = 0; i < 100; i++)
        {
            random.NextBytes(garbage);
            if (i % 2 == 0) BinaryPrimitives.WriteUInt64LittleEndian(garbage, 0x4648_0067_0010_0040UL); // the head of a Subscribe
            using RawClient hostile = i % 4 < 2 ? stage.Client() : new RawClient(stage.EndPoint);
            hostile.Send(garbage.AsSpan(0, random.Next(1, garbage.Length)));
        }

        stage.Feed.Quote(0, 1);
        stage.Feed.Publish();
        healthy.AwaitEvent(4);
        Within.Until(() => stage.Server.Read().Transport[Gateway.Loops.LoopCount.Connections] == 1, "the others are gone");
        Assert.That((stage.Server.Failure, stage.Count(GatewayCount.Sessions), stage.Count(GatewayCount.Interests)), Is.EqualTo(((string?)null, 1L, 2L)));
    }

    [TestCase("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK", "ok\n")]
    [TestCase("HEAD /healthz HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK", "")]
    [TestCase("GET /secrets HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 404 Not Found", "there are only /, /healthz and the WebSocket at /\n")]
    public void ALoadBalancerIsAnsweredByHttp(string request, string status, string body)
    {
        using GatewayStage stage = new();
        Assert.That(Http(stage, request), Does.StartWith(status).And.EndWith("\r\n\r\n" + body));
    }

    [Test]
    public void AGatewayWhoseFeedHasEndedIsNotWell()
    {
        using GatewayStage stage = new();
        stage.Feed.End();
        Within.Until(() => !stage.Server.IsHealthy, "it knows that the feed has ended");
        Assert.That(Http(stage, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"), Does.StartWith("HTTP/1.1 503"));
    }

    [Test]
    public void AProxySaysWhoIsBehindIt()
    {
        using GatewayStage stage = new(static options => options with { Proxies = [System.Net.IPNetwork.Parse("127.0.0.0/8")] });
        byte[] header = Convert.FromHexString("0D0A0D0A000D0A515549540A" + "2111000C" + "0A010203" + "0A010204" + "1F902482");
        using RawClient client = new(stage.EndPoint);
        client.Send(header.AsSpan(0, 5));
        client.Send(header.AsSpan(5));
        client.LogOn();
        client.Await(LogonAccepted.TemplateId);
        using RawClient direct = new(stage.EndPoint);
        direct.LogOn();
        Assert.That(direct.AwaitReject().Reason, Is.EqualTo(RejectReason.Malformed));
    }

    [Test]
    public void BehindAProxyHostsAreCountedThatItNames()
    {
        using GatewayStage stage = new(static options => options with { Proxies = [System.Net.IPNetwork.Parse("127.0.0.0/8")], PeerConnectionsMax = 2 });
        using RawClient first = Behind(stage, "192.0.2.1:1");
        using RawClient second = Behind(stage, "192.0.2.1:2");
        using RawClient other = Behind(stage, "192.0.2.2:3");
        foreach (RawClient client in (RawClient[])[first, second, other]) client.Await(LogonAccepted.TemplateId);
        using RawClient third = Behind(stage, "192.0.2.1:4");
        third.AwaitEnd();
        Assert.That((third.Frames, stage.Server.Read().Transport[Gateway.Loops.LoopCount.RefusedPeers]), Is.EqualTo((Array.Empty<byte[]>(), 1L)));

        first.Dispose();
        Within.Until(() => stage.Server.Read().Transport[Gateway.Loops.LoopCount.Connections] == 2, "a place of the host is free");
        using RawClient fourth = Behind(stage, "192.0.2.1:5");
        fourth.Await(LogonAccepted.TemplateId);
    }

    private static RawClient Behind(GatewayStage stage, string source)
    {
        RawClient client = new(stage.EndPoint);
        byte[] header = new byte[ProxyHeader.WrittenBytesMax];
        int bytes = ProxyHeader.Write(PeerAddress.Of(System.Net.IPEndPoint.Parse(source)), PeerAddress.Of(stage.EndPoint), header);
        client.Send(header.AsSpan(0, bytes));
        client.LogOn();
        return client;
    }

    private static string Http(GatewayStage stage, string request)
    {
        using System.Net.Sockets.TcpClient client = new();
        client.Connect(stage.EndPoint);
        client.GetStream().Write(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(client.GetStream());
        return reader.ReadToEnd();
    }

    private static RejectReason Rejects(RawClient client)
    {
        byte[] frame = client.Frames.Where(static frame => RawClient.TemplateOf(frame) == Reject.TemplateId).ElementAtOrDefault(client.RejectsRead) ?? client.Await(Reject.TemplateId);
        client.RejectsRead++;
        return SessionMessages.TryDecode(frame, out RejectMessage reject, out _) ? reject.Reason : (RejectReason)255;
    }
}
