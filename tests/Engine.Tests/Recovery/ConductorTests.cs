using System.Net;
using FeedHandler.Core.Recovery;
using FeedHandler.Replay.Simulator;
using FeedHandler.Replay.Tcp;

namespace FeedHandler.Engine.Tests.Recovery;

/// <summary>What is asked of servers and believed of them: of a reply that contradicts itself nothing goes on, and another server is asked for the rest.</summary>
public sealed class ConductorTests
{
    private const int ChannelId = 310;
    private const int OtherId = 311;
    private const string Password = "zq-sesame-9";
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1000);
    private readonly PacketArchive _archive = new(PacketArchive.PacketCountDefault);
    private ReplayServer _bad = null!;
    private ReplayServer _good = null!;

    [OneTimeSetUp]
    public void Simulate()
    {
        foreach (SimulatedPacket packet in new SimulatedFeed(new SimulationOptions { EventCount = 6000 }).Packets()) _archive.Add(packet.Bytes.Span);
    }

    [SetUp]
    public void Serve() => (_bad, _good) = (Server(), Server());

    [TearDown]
    public void End()
    {
        _bad.Dispose();
        _good.Dispose();
    }

    [TestCase(ServerFault.Closes)]
    [TestCase(ServerFault.RefusesLogon)]
    [TestCase(ServerFault.Stalls)]
    [TestCase(ServerFault.DiesMidway)]
    [TestCase(ServerFault.StopsMidway)]
    [TestCase(ServerFault.SkipsPackets)]
    [TestCase(ServerFault.SendsOthers)]
    [TestCase(ServerFault.RunsOn)]
    [TestCase(ServerFault.CutsPackets)]
    [TestCase(ServerFault.SendsNothing)]
    [TestCase(ServerFault.SendsGarbage)]
    [TestCase(ServerFault.SendsUnknownSchema)]
    public void AnotherServerIsAskedForWhatOneDoesNotGive(ServerFault fault)
    {
        _bad.Fault = fault;
        using Conductor conductor = NewConductor(Options(_bad, _good), [ChannelId]);

        Assert.That(Ask(conductor, 100, 200), Is.EqualTo((ReplayOutcome.Complete, 100)));
        Assert.That(_good.ConnectionCount, Is.EqualTo(1));
    }

    [TestCase(ServerFault.RefusesLogon, ReplayOutcome.Refused, "the server logged out: logon refused: user or password is wrong")]
    [TestCase(ServerFault.SkipsPackets, ReplayOutcome.Contradicted, "must come")]
    [TestCase(ServerFault.Stalls, ReplayOutcome.TimedOut, "no answer in time")]
    public void WhenNoServerGivesItTheReasonIsTold(ServerFault fault, ReplayOutcome outcome, string text)
    {
        _bad.Fault = fault;
        using Conductor conductor = NewConductor(Options(_bad) with { AttemptsMax = 2 }, [ChannelId]);

        Assert.That(Ask(conductor, 100, 200).Outcome, Is.EqualTo(outcome));
        Assert.That(_bad.ConnectionCount, Is.EqualTo(2), "attempts");
        Assert.That(conductor.Failures.Single(), Does.StartWith($"replay of channel 310: {_bad.EndPoint}: ").And.EndWith(text));
    }

    [Test]
    public void NobodyListensIsTold()
    {
        IPEndPoint closed = _bad.EndPoint;
        _bad.Dispose();
        using Conductor conductor = NewConductor(Options() with { Sources = [new ReplaySource(ChannelId, [closed])] }, [ChannelId]);

        Assert.That(Ask(conductor, 1, 2).Outcome, Is.EqualTo(ReplayOutcome.Unreachable));
    }

    [Test]
    public void MoreThanTwoThousandPacketsAreAskedForInParts()
    {
        using Conductor conductor = NewConductor(Options(_good), [ChannelId]);

        Assert.That(Ask(conductor, 1, 4102), Is.EqualTo((ReplayOutcome.Complete, 4101)));
        Assert.That((_good.ConnectionCount, _good.LastRequest), Is.EqualTo((3L, "310 4001-4101")));
    }

    [Test]
    public void WhatAChannelHasNoUseForAnyMoreIsNotAskedForFurther()
    {
        _bad.Fault = ServerFault.Stalls;
        using Conductor conductor = NewConductor(Options(_bad) with { AttemptsMax = 1000 }, [ChannelId]);
        ReplayLink link = conductor.Links[0]!;
        link.BeginGeneration();
        link.TryAsk(1, 10);
        conductor.Start();
        Assert.That(() => _bad.ConnectionCount, Is.GreaterThan(0).After(60_000, 1));
        link.BeginGeneration();
        _bad.Fault = ServerFault.None;

        Assert.That(Ask(conductor, 5, 8, isStarted: true), Is.EqualTo((ReplayOutcome.Complete, 3)));
    }

    [Test]
    public void AServerThatStallsHoldsUpNoOtherChannel()
    {
        _bad.Fault = ServerFault.Stalls;
        ReplayOptions options = Options(_good) with
        {
            Sources = [new ReplaySource(ChannelId, [_bad.EndPoint]), new ReplaySource(OtherId, [_good.EndPoint])],
            Timeout = TimeSpan.FromMinutes(10),
            ReplyLimit = TimeSpan.FromMinutes(10),
        };
        using Conductor conductor = NewConductor(options, [ChannelId, OtherId]);
        conductor.Links[0]!.BeginGeneration();
        conductor.Links[0]!.TryAsk(1, 10);
        conductor.Start();
        Assert.That(() => _bad.LastRequest, Is.EqualTo("310 1-9").After(60_000, 1));

        Assert.That(Ask(conductor, 5, 8, isStarted: true, channel: 1), Is.EqualTo((ReplayOutcome.Complete, 3)));
        Assert.That(conductor.Links[0]!.Replies.TryRead(out _), Is.False, "which waits still");
    }

    [Test]
    public void ConnectionsOfAllChannelsTogetherKeepTheirDistance()
    {
        RequestPace pace = new(requestsPerSecond: 4);

        Assert.That(((long[])[1000, 1000, 1100]).Select(atMs => pace.Take(atMs * 1_000_000).TotalMilliseconds), Is.EqualTo(new[] { 0.0, 250, 400 }));
        Assert.That(pace.Take(5000L * 1_000_000), Is.EqualTo(TimeSpan.Zero), "and nothing is saved up");
    }

    // A server that sends the password back, whether it means harm or well.
    [Test]
    public void ThePasswordIsShownToNobody()
    {
        ReplayOptions options = Options(_good);

        Assert.That(options.ToString(), Does.Not.Contain(Password));
        Assert.That(options.Login.Redact($"wrong password {Password}!"), Is.EqualTo("wrong password ***!"));
    }

    [Test]
    public void AChannelWithoutServersHasNoLink()
    {
        using Conductor conductor = NewConductor(Options(_good), [7, ChannelId]);

        Assert.That(conductor.Links.Select(static link => link is not null), Is.EqualTo(new[] { false, true }));
    }

    private static Conductor NewConductor(ReplayOptions options, params int[] channelIds) =>
        new(options, FeedVenue.Cme.ReplayProtocol(options), channelIds);

    private ReplayServer Server() => new(new IPEndPoint(IPAddress.Loopback, 0), new ReplayServerOptions
    {
        Password = Password,
        Channels = new Dictionary<int, PacketArchive> { [ChannelId] = _archive, [OtherId] = _archive },
    });

    private static ReplayOptions Options(params ReplayServer[] servers) => new()
    {
        Sources = [new ReplaySource(ChannelId, [.. servers.Select(static server => server.EndPoint)])],
        Login = new ReplayLogin("CME", Password),
        Timeout = servers is [{ Fault: ServerFault.Stalls }, ..] ? Short : TimeSpan.FromSeconds(20),
        Pause = TimeSpan.FromMilliseconds(1),
        RequestsPerSecond = 1000,
    };

    // As a channel does, until the end of the request has come.
    private static (ReplayOutcome Outcome, int Count) Ask(Conductor conductor, ulong first, ulong next, bool isStarted = false, int channel = 0)
    {
        ReplayLink link = conductor.Links[channel]!;
        link.BeginGeneration();
        Assert.That(link.TryAsk(first, next), Is.True);
        if (!isStarted) conductor.Start();
        for (ulong number = first; ; Thread.Yield())
        {
            if (!link.Replies.TryRead(out ReplayReply reply)) continue;
            (ReplayOutcome outcome, ulong came, int generation) = (reply.Outcome, reply.Number, reply.Generation);
            link.Replies.Release();
            if (generation != link.Generation) continue;
            if (outcome != ReplayOutcome.Packet) return (outcome, (int)(number - first));
            Assert.That(came, Is.EqualTo(number++));
        }
    }
}
