using System.Net;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Tests.Sessions;

/// <summary>Rule: nobody reads what they are not entitled to, and no secret leaves the file (docs/gateway.md, Tokens).</summary>
public sealed class EntitlementTests
{
    private const string Desk = "desk-secret-0123456789";
    private const string Other = "other-secret-0123456789";

    [Test]
    public void AClientIsToldOnlyWhatItsTokenGives()
    {
        using GatewayStage stage = NewStage();
        using RawClient client = stage.Client(Desk);
        client.Begin(1, "*");
        stage.Feed.Define(2, "CLG7", "CL", "CL"); // comes later
        stage.Feed.Define(3, "ESH7");
        for (int i = 0; i < 4; i++) stage.Feed.Quote(i, 500 + i);
        stage.Feed.Publish();
        client.AwaitEvent(9);
        using ClientBooks books = ClientBooks.Of(client.Frames);
        Assert.That(Instruments(client), Is.EquivalentTo(new[] { 0, 3 }));
        Assert.That((books.Broken, books.IsRight(0, stage.Feed.RightImage(0)), books.IsRight(3, stage.Feed.RightImage(3))), Is.EqualTo((new List<string>(), true, true)));
    }

    [Test]
    public void WhatIsDefinedIntoAnotherGroupIsToldNoMore()
    {
        using GatewayStage stage = NewStage();
        using RawClient client = stage.Client(Desk);
        client.Begin(1, "*");
        stage.Feed.Quote(0, 1);
        stage.Feed.Publish();
        client.AwaitEvent(4);
        int before = client.Frames.Count;
        stage.Feed.Define(0, "ESZ6", "CL", "CL");
        stage.Feed.Quote(0, 2);
        stage.Feed.Define(1, "CLF7"); // and this one into its own
        stage.Feed.Publish();
        Assert.That(client.AwaitReject().Reason, Is.EqualTo(RejectReason.NotEntitled));
        client.Await(BookSnapshot.TemplateId);
        Assert.That(Instruments(client, before), Is.EquivalentTo(new[] { 1 }));
    }

    [Test]
    public void APatternThatMeansNothingAllowedIsRefused()
    {
        using GatewayStage stage = NewStage();
        using RawClient client = stage.Client(Desk);
        client.Subscribe(7, "CLF7");
        Assert.That(client.AwaitReject(), Is.EqualTo(new RejectMessage(7, RejectReason.NotEntitled, "the token does not give any of these instruments")));
        client.Begin(8, "ESZ6");
    }

    [TestCase("")]
    [TestCase("wrong-secret-0123456789")]
    [TestCase("desk-secret-012345678")]
    public void AnotherTokenIsRefused(string token)
    {
        using GatewayStage stage = NewStage();
        using RawClient client = new(stage.EndPoint);
        client.LogOn(token);
        Assert.That((client.AwaitReject().Reason, stage.Server.Read().Rejected[RejectReason.BadToken]), Is.EqualTo((RejectReason.BadToken, 1L)));
        client.AwaitEnd();
    }

    [Test]
    public void WhoseTokenIsGoneIsLoggedOutWhenTheFileIsReadAgain()
    {
        using GatewayStage stage = NewStage();
        using RawClient desk = stage.Client(Desk);
        using RawClient other = stage.Client(Other);
        other.Begin(1, "*");
        WriteTokens(stage.Feed, $$"""{"tokens":[{"name":"other","token":"{{Other}}","allow":["CLF7"]}]}""");
        stage.Server.ReloadTokens();
        Assert.That(SessionMessages.TryDecode(desk.Await(Logout.TemplateId), out LogoutMessage logout, out _) && logout.Reason == RejectReason.NotEntitled, Is.True);
        other.AwaitReject(); // ESZ6 is not its any more
        int before = other.Frames.Count;
        stage.Feed.Quote(0, 1);
        stage.Feed.Quote(1, 2);
        stage.Feed.Publish();
        other.AwaitEvent(5);
        Assert.That(Instruments(other, before), Is.EquivalentTo(new[] { 1 }));
    }

    [Test]
    public void ASubscriptionIsRefusedOnceHoweverManyInstrumentsItLosesAndTakesNoRequestForIt()
    {
        const int count = 1500;
        using HandStage stage = new(prepare: static feed => Define(feed, count), instrumentCountMax: count);
        stage.Entitle(Desk, "*", requestsPerSecond: 3);
        stage.Turn();
        stage.LogOn(Desk);
        stage.Subscribe(1, "ES*"); // a pattern for which all are looked through: with the look two requests of three
        for (int i = 0; i < 3; i++)
        {
            stage.Entitle(Desk, i == 1 ? "*" : "ES1*", requestsPerSecond: 3);
            stage.Turn();
        }

        stage.Subscribe(2, "ES2");
        string[] told = [.. stage.Loop.Frames.Select(static frame => SessionMessages.TryDecode(frame, out RejectMessage reject, out _) ? $"{reject.RequestId} {reject.Reason}" : "").Where(static text => text != "")];
        Assert.That(told, Is.EqualTo(new[] { "1 NotEntitled", "1 NotEntitled", "2 NotEntitled" }));
    }

    private static void Define(TestFeed feed, int count)
    {
        for (int i = 0; i < count; i++) feed.Define(i, $"ES{i}");
    }

    [Test]
    public void AFileThatIsWrongLeavesWhatItSaidBefore()
    {
        using GatewayStage stage = NewStage();
        WriteTokens(stage.Feed, "{");
        Assert.That(Assert.Throws<GatewayException>(stage.Server.ReloadTokens)!.Message, Does.Contain("no JSON").And.Not.Contain("secret"));
        using RawClient client = stage.Client(Desk);
    }

    [TestCase("""{"tokens":[{"name":"a","token":"short","allow":["*"]}]}""", "tokens[0].token")]
    [TestCase("""{"tokens":[{"name":"a","token":"a-secret-0123456789"}]}""", "tokens[0].allow")]
    [TestCase("""{"tokens":[{"name":"a","token":"a-secret-0123456789","allow":[""]}]}""", "tokens[0].allow[0]")]
    [TestCase("""{"tokens":[{"name":"a","token":"a-secret-0123456789","sha256":"00","allow":["*"]}]}""", "either token, or sha256")]
    [TestCase("""{"tokens":[{"name":"a b","token":"a-secret-0123456789","allow":["*"]}]}""", "tokens[0].name")]
    [TestCase("""{"tokens":[{"name":"a","tokn":"a-secret-0123456789","allow":["*"]}]}""", "unknown member")]
    [TestCase("""{"tokens":[{"name":"a","token":"a-secret-0123456789","allow":["*"]},{"name":"b","token":"a-secret-0123456789","allow":[]}]}""", "token of another")]
    [TestCase("[]", "list \"tokens\"")]
    public void AFileThatMakesNoSenseIsRefusedWithoutItsSecrets(string json, string words)
    {
        using TestFeed feed = new();
        string path = GatewayStage.TokenFile(feed, json);
        Assert.That(Assert.Throws<GatewayException>(() => TokenFile.Read(path))!.Message, Does.Contain(words).And.Not.Contain("a-secret"));
    }

    [Test]
    public void APipeIsNotWaitedFor()
    {
        using TestFeed feed = new();
        string path = Path.Combine(feed.Folder, "pipe");
        System.Diagnostics.Process.Start(Require.Tool("mkfifo"), [path])!.WaitForExit();
        Task<GatewayException> refused = Task.Run(() => Assert.Throws<GatewayException>(() => TokenFile.Read(path))!);
        Assert.That(Within.Patiently(refused, "the refusal").Message, Does.EndWith("no regular file: name a file of tokens"));
    }

    [Test]
    public void AFileThatOthersMayReadIsRefused()
    {
        using TestFeed feed = new();
        string path = GatewayStage.TokenFile(feed, """{"tokens":[]}""");
        Assert.That(TokenFile.Read(path).Count, Is.Zero);
        PrivateFile.SetMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.That(Assert.Throws<GatewayException>(() => TokenFile.Read(path))!.Message, Does.Contain("chmod 600"));
    }

    [Test]
    public void WithoutTokensOtherMachinesAreNotServed()
    {
        using TestFeed feed = new();
        GatewayOptions options = new() { FeedPath = feed.FilePath, Listen = new IPEndPoint(IPAddress.Any, 0), Origin = "--listen" };
        Assert.That(Assert.Throws<GatewayException>(() => GatewayServer.Start(options))!.Message, Does.StartWith("--listen: 0.0.0.0:0").And.Contain("without tokens"));
    }

    private static GatewayStage NewStage()
    {
        GatewayStage? stage = null;
        stage = new GatewayStage(
            options => options with { TokenFile = Path.Combine(Path.GetDirectoryName(options.FeedPath)!, "tokens.json") },
            prepare: feed =>
            {
                WriteTokens(feed, $$"""{"tokens":[{"name":"desk","token":"{{Desk}}","allow":["group:ES"]},{"name":"other","token":"{{Other}}","allow":["*"]}]}""");
                feed.Define(0, "ESZ6");
                feed.Define(1, "CLF7", "CL", "CL");
                feed.Quote(0, 100);
                feed.Quote(1, 200);
            });
        return stage;
    }

    private static void WriteTokens(TestFeed feed, string json) => GatewayStage.TokenFile(feed, json);

    private static int[] Instruments(RawClient client, int from = 0) =>
    [
        .. client.Frames.Skip(from).Select(InstrumentOf).Where(static index => index >= 0).Distinct(),
    ];

    private static int InstrumentOf(byte[] frame)
    {
        if (FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _)) return snapshot.Head.InstrumentIndex;
        return FrameDecoder.TryDecodeEvent(frame, out Core.Events.MarketEvent told, out _, out _) ? told.InstrumentIndex : -1;
    }
}
