using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using FeedHandler.Codecs.Normalized;
using FeedHandler.Core.Instruments;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Gateway.Tests.Sessions.Support;
using FeedHandler.Tests.Support;
using FeedHandler.Wire;

namespace FeedHandler.Gateway.Web;

/// <summary>A gateway as browsers and other WebSocket clients see it.</summary>
public sealed class WebSocketSessionTests
{
    private const string Logon = """{"type":"logon","clientName":"test"}""";
    private const string Subscribe = """{"type":"subscribe","requestId":1,"pattern":"*"}""";

    // Who takes frames over TCP is the measure: the same events, snapshots and definitions under the same numbers.
    [Test]
    public async Task JsonAndBinaryMessagesSayWhatFramesOverTcpSay()
    {
        using GatewayStage stage = new();
        using RawClient tcp = stage.Client();
        using WebSocketClient json = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        using WebSocketClient binary = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Binary);
        tcp.Begin(1, "*");
        await json.Send(Logon);
        await json.Send(Subscribe);
        await json.Await("notice");
        await binary.Send(LogonFrame());
        await binary.Send(SubscribeFrame());
        while (TemplatesOf((await binary.Read())!).All(static template => template != Notice.TemplateId)) continue;
        for (int i = 0; i < 300; i++)
        {
            stage.Feed.Quote(i & 1, 4_500_000_000_000 + (i * 250_000_000L), isEnd: i % 3 == 0);
            if (i % 10 == 0) stage.Feed.Publish();
        }

        stage.Feed.Gap();
        stage.Feed.Publish();
        await json.Await("gap");
        while (!TemplatesOf((await binary.Read())!).Contains(Gap.TemplateId)) continue;
        tcp.Await(Gap.TemplateId);

        string[] told = [.. tcp.Frames.Where(IsMarketData).Select(JsonOf)];
        Assert.That(told, Has.Length.EqualTo(4 + 300 + 1));
        Assert.That(json.Messages.Select(Encoding.UTF8.GetString).Where(IsMarketData), Is.EqualTo(told));
        Assert.That(binary.Messages.SelectMany(FramesOf).Where(IsMarketData).Select(JsonOf), Is.EqualTo(told));
    }

    [Test]
    public async Task WhoComesLateHasTheStatisticsInFramesAndInJson()
    {
        using GatewayStage stage = new();
        using RawClient first = stage.Client();
        first.Begin(1, "*");
        stage.Feed.Tell(0, Core.Events.StatisticKind.Settlement, 4_500_250_000_000);
        stage.Feed.Tell(0, Core.Events.StatisticKind.OpenInterest, 12);
        stage.Feed.Quote(0, 4_500_000_000_000);
        stage.Feed.Publish();
        first.Await(LevelUpdate.TemplateId);

        using RawClient late = stage.Client();
        late.Begin(1, "*");
        StatisticSet told = late.Frames.Select(SnapshotOf).Single(static snapshot => snapshot is { Head.InstrumentIndex: 0 })!.Value.Statistics;
        Assert.That((told[Core.Events.StatisticKind.Settlement], told[Core.Events.StatisticKind.OpenInterest]), Is.EqualTo((4_500_250_000_000L, 12L)));
        using WebSocketClient json = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await json.Send(Logon);
        await json.Send(Subscribe);
        string[] statistics = [];
        while (statistics.Length == 0) statistics = StatisticsOf(await json.Await("bookSnapshot"));
        Assert.That(statistics, Is.EqualTo(new[] { "settlement 4500250000000", "openInterest 12" }));
    }

    [Test]
    public async Task AClientThatClosesIsAnsweredAndGone()
    {
        using GatewayStage stage = new();
        using WebSocketClient client = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await client.Send(Logon);
        await client.Await("logonAccepted");
        await client.Close();

        Assert.That(client.Socket.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
        Within.Until(() => stage.Count(GatewayCount.Sessions) == 0, "the session ends");
    }

    [TestCase("""{"type":"subscribe","requestId":1,"pattern":"*"}""", "notLoggedOn")]
    [TestCase("""{"type":"logon","clientName":"a","password":"b"}""", "malformed")]
    [TestCase("subscribe ES*", "malformed")]
    public async Task WhatIsNoLogonIsRefusedInWordsAndThenClosed(string message, string reason)
    {
        using GatewayStage stage = new();
        using WebSocketClient client = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await client.Send(message);
        JsonElement reject = await client.Await("reject");

        Assert.That(reject.GetProperty("reason").GetString(), Is.EqualTo(reason));
        Assert.That(reject.GetProperty("text").GetString(), Is.Not.Empty);
        Assert.That(await client.AwaitClose(), Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task AWrongTokenIsRefusedAndNotRepeated()
    {
        const string Token = "a-token-of-a-desk-1234";
        string tokens = "";
        using GatewayStage stage = new(
            options => options with { TokenFile = tokens },
            prepare: feed => tokens = GatewayStage.TokenFile(feed, $$"""{ "tokens": [ { "name": "desk", "token": "{{Token}}", "allow": ["*"] } ] }"""));
        using WebSocketClient right = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await right.Send($$"""{"type":"logon","token":"{{Token}}"}""");
        await right.Await("logonAccepted");
        using WebSocketClient wrong = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await wrong.Send("""{"type":"logon","token":"another-token-1234567"}""");

        Assert.That((await wrong.Await("reject")).GetProperty("reason").GetString(), Is.EqualTo("badToken"));
        Assert.That(wrong.Messages.Select(Encoding.UTF8.GetString), Has.None.Contain("another-token"));
        Assert.That(await wrong.AwaitClose(), Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task AMisspeltRequestIsToldAndTheSessionGoesOn()
    {
        using GatewayStage stage = new();
        using WebSocketClient client = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await client.Send(Logon);
        await client.Send("""{"type":"subscribe","requestId":7,"patern":"*"}""");
        JsonElement reject = await client.Await("reject");
        await client.Send(Subscribe);

        Assert.That(reject.GetProperty("requestId").GetInt32(), Is.EqualTo(7));
        Assert.That(reject.GetProperty("text").GetString(), Is.EqualTo("unknown member: patern"));
        Assert.That((await client.Await("subscribeAccepted")).GetProperty("instrumentCount").GetInt32(), Is.EqualTo(2));
    }

    [Test]
    public async Task MessagesOfTheOtherKindAndTooLongOnesEndTheConnection()
    {
        using GatewayStage stage = new();
        using WebSocketClient json = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await json.Send(LogonFrame());
        using WebSocketClient binary = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Binary);
        await binary.Send(Logon);
        using WebSocketClient tooLong = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json);
        await tooLong.Send(new string(' ', WebSocketReader.MessageBytesMax + 1));

        Assert.That((int)(await json.AwaitClose())!, Is.EqualTo(1003));
        Assert.That((int)(await binary.AwaitClose())!, Is.EqualTo(1003));
        Assert.That((int)(await tooLong.AwaitClose())!, Is.EqualTo(1009));
    }

    [Test]
    public async Task APageOfAnotherSiteIsNotLetIn()
    {
        using GatewayStage stage = new(static options => options with { Web = new WebOptions { Origins = ["https://desk.example"] } });
        Assert.That(() => WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json, "https://evil.example"), Throws.InstanceOf<WebSocketException>().With.Message.Contains("403"));
        foreach (string origin in (string[])["https://desk.example", $"http://{stage.EndPoint}"])
        {
            using WebSocketClient client = await WebSocketClient.Connect(stage.EndPoint, WebSocketClient.Json, origin);
            Assert.That(client.Socket.State, Is.EqualTo(System.Net.WebSockets.WebSocketState.Open), origin);
        }
    }

    [Test]
    public async Task PagesAndHealthAreServedOnTheSamePort()
    {
        using GatewayStage stage = new();
        using HttpClient http = new() { BaseAddress = new Uri($"http://{stage.EndPoint}") };
        HttpResponseMessage page = await http.GetAsync("/");

        Assert.That(await page.Content.ReadAsStringAsync(), Is.EqualTo(await File.ReadAllTextAsync(Repository.PathOf("FeedHandler/Gateway/Web/Pages/index.html"))));
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
        Assert.That((await http.GetAsync("/app.js")).Content.Headers.ContentType!.MediaType, Is.EqualTo("text/javascript"));
        Assert.That((await http.GetAsync("/healthz")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await http.GetAsync("/metrics")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await http.PostAsync("/", null)).StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        stage.Feed.End();
        Within.Until(() => !stage.Server.IsHealthy, "the gateway sees that the feed has ended");
        Assert.That((await http.GetAsync("/healthz")).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    [Test]
    public void AHeadThatNeverEndsIsEndedByTheTimerOfTheLogon()
    {
        using GatewayStage stage = new(static options => options with { Limits = new SessionLimits { LogonMs = 50 } });
        using Socket client = Open(stage);
        client.Send("GET / HTTP/1.1\r\nHost: local"u8);

        Assert.That(client.Receive(new byte[1]), Is.Zero);
    }

    // By a socket of our own: .NET's answers pings by itself.
    [Test]
    public void APingBetweenPartsIsAnswered()
    {
        using GatewayStage stage = new();
        using Socket client = Upgraded(stage);
        client.Send([.. ClientFrames.Text("{\"type\":", isFinal: false), .. ClientFrames.Of(0x89, "x"u8.ToArray()), .. ClientFrames.Of(0x80, "\"logon\"}"u8.ToArray())]);

        Assert.That(Tests.Support.Stage.ReceiveExactly(client, 3), Is.EqualTo(new byte[] { 0x8A, 1, (byte)'x' }));
        Assert.That(Tests.Support.Stage.ReceiveExactly(client, 1), Is.EqualTo(new byte[] { 0x81 }), "then the logon is answered");
    }

    [Test]
    public void HostileBytesEndTheirConnectionAlone()
    {
        using GatewayStage stage = new();
        using RawClient healthy = stage.Client();
        int seeds = Seeds.Of(200);
        for (int seed = 1; seed <= seeds; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) (bytes[0], bytes[^1]) = ((byte)(0x80 | random.Next(1, 3)), 0);
            using Socket client = random.Next(2) == 0 ? Upgraded(stage) : Open(stage);
            client.Send(bytes);
        }

        healthy.Begin(1, "*");
        Assert.That(healthy.CountOf(BookSnapshot.TemplateId), Is.EqualTo(2));
        Within.Until(() => stage.Server.Read().Transport[Loops.LoopCount.Connections] == 1, "the others are gone");
    }

    private static DecodedSnapshot? SnapshotOf(byte[] frame) => FrameDecoder.TryDecodeSnapshot(frame, out DecodedSnapshot snapshot, out _) ? snapshot : null;

    // Those that are in no doubt: of an instrument whose first event tells a statistic, others may have been told before.
    private static string[] StatisticsOf(JsonElement snapshot) => !snapshot.TryGetProperty("statistics", out JsonElement statistics) ? []
        : [.. statistics.EnumerateArray().Where(static one => !one.GetProperty("isInDoubt").GetBoolean())
            .Select(static one => $"{one.GetProperty("kind").GetString()} {one.GetProperty("value").GetString()}")];

    private static Socket Open(GatewayStage stage)
    {
        Socket client = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        client.Connect(stage.EndPoint);
        return client;
    }

    private static Socket Upgraded(GatewayStage stage)
    {
        Socket client = Open(stage);
        client.Send(Encoding.ASCII.GetBytes(
            $"GET / HTTP/1.1\r\nHost: {stage.EndPoint}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: feedhandler.json\r\n\r\n"));
        StringBuilder answer = new();
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) answer.Append((char)Tests.Support.Stage.ReceiveExactly(client, 1)[0]);
        Assert.That(answer.ToString(), Does.StartWith("HTTP/1.1 101 "));
        return client;
    }

    private static byte[] LogonFrame()
    {
        byte[] frame = new byte[SessionMessages.BytesMax];
        return frame[..SessionMessages.Encode(new LogonMessage("test", "", 0, SessionMessages.ProtocolVersion), frame)];
    }

    private static byte[] SubscribeFrame()
    {
        byte[] frame = new byte[SessionMessages.BytesMax];
        return frame[..SessionMessages.Encode(new SubscribeMessage(1, "*", Codecs.Normalized.Delivery.EveryEvent, Codecs.Normalized.SlowPolicy.Skip, 0, null), frame)];
    }

    private static IEnumerable<byte[]> FramesOf(byte[] message)
    {
        for (int at = 0; at < message.Length;)
        {
            int length = BitConverter.ToUInt16(message, at);
            yield return message[at..(at + length)];
            at += length;
        }
    }

    private static IEnumerable<int> TemplatesOf(byte[] message) => FramesOf(message).Select(RawClient.TemplateOf);

    private static bool IsMarketData(byte[] frame) => RawClient.TemplateOf(frame) is > 0 and < 100;

    private static bool IsMarketData(string json) => json.Contains("\"previousOfChannel\"", StringComparison.Ordinal);

    private static string JsonOf(byte[] frame)
    {
        byte[] json = new byte[JsonMessages.BytesMax(frame)];
        return Encoding.UTF8.GetString(json, 0, JsonMessages.Write(frame, json));
    }
}
