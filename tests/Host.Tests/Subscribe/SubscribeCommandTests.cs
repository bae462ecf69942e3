using System.Net;
using System.Text;
using System.Text.Json;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Subscribe;

/// <summary>What `feedhandler subscribe` says of the feed of a replay that has ended.</summary>
public sealed class SubscribeCommandTests
{
    private SharedReplay _shared = null!;
    private GatewayServer _gateway = null!;

    [OneTimeSetUp]
    public void Share()
    {
        _shared = new SharedReplay("subscribe");
        _gateway = Serve();
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _gateway?.Dispose();
        _shared?.Dispose();
    }

    private GatewayServer Serve() => GatewayServer.Start(new GatewayOptions { FeedPath = _shared.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0) });

    private string Gateway => $"tcp://{_gateway.LocalEndPoint}";

    [TestCase(false)]
    [TestCase(true)]
    public void TheBooksAreThoseOfTheReport(bool isBehindGateway)
    {
        CommandRun run = CommandRun.Of("subscribe", isBehindGateway ? Gateway : _shared.FilePath, "--json");
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Dictionary<long, JsonElement> reported = _shared.Run.Json.GetProperty("instruments").EnumerateArray().ToDictionary(IdOf);
        Assert.That(run.JsonLines.Select(IdOf), Is.EquivalentTo(reported.Keys));
        foreach (JsonElement line in run.JsonLines)
        {
            foreach (string member in (string[])["symbol", "state", "tradingStatus", "rptSeq", "bids", "asks", "impliedBids", "impliedAsks", "lastTrade", "volume"])
                Assert.That(TextOf(line, member), Is.EqualTo(TextOf(reported[IdOf(line)], member)), $"{IdOf(line)} {member}");
        }
    }

    [Test]
    public void WhatBecomesOfTheConnectionIsSaid()
    {
        CommandRun run = CommandRun.Of("subscribe", Gateway, "SIM00?");
        Assert.That((run.Code, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), Is.EqualTo((ExitCode.Good, 5)), run.Error);
        Assert.That(run.Error, Is.EqualTo($"feedhandler: {Gateway}: connected ({Gateway})\nfeedhandler: {Gateway}: it has ended\n"));
        CommandRun other = CommandRun.Of("subscribe", $"{Gateway},127.0.0.1:1", "ES*", "--json");
        Assert.That((other.Code, other.Out), Is.EqualTo((ExitCode.Good, "")), other.Error);
        Assert.That(other.Error, Does.Contain("instruments of the feed was meant"));
    }

    [Test]
    public void AGatewayThatIsKilledIsLeftForAnotherAndThatIsSaid()
    {
        GatewayServer[] gateways = [Serve(), Serve()];
        using CancellationTokenSource stop = new();
        using LockedText said = new();
        Terminal terminal = new() { Out = TextWriter.Null, Error = said, OpenOut = static () => Stream.Null, Folder = _shared.Folder, Stop = stop.Token };
        string address = $"tcp://{gateways[0].LocalEndPoint},{gateways[1].LocalEndPoint}";
        Task<int> run = Task.Run(() => CommandLine.Run(["subscribe", address, "--json", "--wait", "--updates", "event"], terminal));
        Within.Until(() => said.ToString().Contains("the feed has ended: waiting for it", StringComparison.Ordinal), "the books");
        gateways.Single(gateway => said.ToString().Contains($"connected (tcp://{gateway.LocalEndPoint})", StringComparison.Ordinal)).Dispose();
        Within.Until(() => said.ToString().Contains("went on where it was, nothing is missing", StringComparison.Ordinal), said.ToString());
        stop.Cancel();
        Assert.That(Within.Patiently(run, "the command to stop"), Is.EqualTo(ExitCode.Good), said.ToString());
        Assert.That(said.ToString(), Does.Contain("connection lost (tcp://127.0.0.1:").And.Contain("trying the next gateway"));
        foreach (GatewayServer gateway in gateways) gateway.Dispose();
    }

    [Test]
    public void AFeedThatBeginsAgainIsARestart()
    {
        using SharedReplay shared = new("again");
        using CancellationTokenSource stop = new();
        using LockedText said = new();
        string path = Path.Combine(shared.Folder, "lines");
        Terminal terminal = new() { Out = TextWriter.Null, Error = said, OpenOut = () => File.Create(path), Folder = shared.Folder, Stop = stop.Token };
        Task<int> run = Task.Run(() => CommandLine.Run(["subscribe", shared.FilePath, "--json", "--wait"], terminal));
        Within.Until(() => said.ToString().Contains("it has ended", StringComparison.Ordinal), "the end");
        CommandRun again = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--share", shared.FilePath, "--json");
        Assert.That(again.Code, Is.EqualTo(ExitCode.Good), again.Error);
        Within.Until(() => said.ToString().Split("it has ended").Length == 3, "the other end");
        stop.Cancel();
        Assert.That(Within.Patiently(run, "the command to stop"), Is.EqualTo(ExitCode.Good), said.ToString());
        Assert.That(File.ReadAllText(path), Does.Contain("\n{\"kind\":\"restart\"}\n{\"kind\":\"snapshot\",\"cause\":\"begin\""));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void ItsLinesAreDocumented(bool isBehindGateway)
    {
        CommandRun run = CommandRun.Of("subscribe", isBehindGateway ? Gateway : _shared.FilePath, "SIM000", "--json");
        Assert.That(run.JsonLines, Has.Length.EqualTo(1));
        Assert.That(run.JsonLines[0].GetProperty("statistics").EnumerateObject().Count(), Is.Positive, "a replay's end has statistics");
        new JsonContract().With("docs/json.md", "subscribe").With("docs/replay-json.md", "Instruments", "instruments[]").Holds(run.JsonLines[0]);
    }

    [Test]
    public void APatternNarrowsAndSaysWhenItMeansNothing()
    {
        CommandRun some = CommandRun.Of("subscribe", _shared.FilePath, "SIM00?", "--json");
        Assert.That(some.JsonLines, Has.Length.EqualTo(5));
        CommandRun none = CommandRun.Of("subscribe", _shared.FilePath, "ES*");
        Assert.That((none.Code, none.Out), Is.EqualTo((ExitCode.Good, "")));
        Assert.That(none.Error, Does.Contain("none of the 12 instruments of the feed was meant"));
    }

    [TestCase("--count", "3", 3)]
    [TestCase("--updates", "top", 12)]
    [TestCase("--updates", "5", 12)]
    public void TextIsALineForEachUpdate(string option, string value, int lineCount)
    {
        CommandRun run = CommandRun.Of("subscribe", _shared.FilePath, option, value);
        Assert.That((run.Code, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length), Is.EqualTo((ExitCode.Good, lineCount)), run.Error);
    }

    [Test]
    public void WhatCannotBeSubscribedToIsSaid()
    {
        string file = Path.Combine(_shared.Folder, "notes.txt");
        PrivateFile.Write(file, "a file of somebody else, longer than the description of a ring is");
        (string[] Arguments, string Words)[] cases =
        [
            ([], "no feed was named"),
            ([_shared.FilePath + "2"], "no writer has made it yet"),
            ([file], "it is no ring"),
            ([_shared.FilePath, "id:x"], "no pattern of instruments"),
            ([_shared.FilePath, "--updates", "0"], "give event, end, top, or milliseconds"),
            ([_shared.FilePath, "--owner", "nobody-of-this-name"], "no such user"),
            ([_shared.FilePath, "--owner", "4000000"], "not to 4000000"),
            ([_shared.FilePath, "--token-file", file], "--token-file is for a gateway"),
            (["tcp://127.0.0.1"], "no address of a gateway: give tcp://HOST:PORT"),
            (["tcp://127.0.0.1:1", "--owner", "root"], "--owner is for a feed in shared memory"),
            (["tcp://127.0.0.1:1", "--tls-name", "gw"], "are for a gateway by tls://"),
            (["tls://127.0.0.1:1", "--tls-ca", file], "there is no certificate in it"),
            (["tcp://127.0.0.1:1", "--token-file", file + "2"], "there is no such file"),
            (["tcp://127.0.0.1:1"], "tcp://127.0.0.1:1: nobody listens there: start feedhandler gateway, or wait for it with --wait"),
        ];
        foreach ((string[] arguments, string words) in cases)
        {
            CommandRun run = CommandRun.Of(["subscribe", .. arguments]);
            Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), string.Join(' ', arguments));
            Assert.That(run.Error, Does.Contain(words));
        }
    }

    [TestCase("tcp://127.0.0.1:1", "nobody listens there")]
    [TestCase("tcp://127.0.0.1:1,127.0.0.1:2", "tcp://127.0.0.1:[12]: nobody listens there")]
    public void AnAddressIsSaidOnceWhereThereIsOneAlone(string address, string words)
    {
        CommandRun run = CommandRun.Of("subscribe", address);
        Assert.That(run.Error, Does.Match($"^feedhandler: {address}: {words}: start feedhandler gateway, or wait for it with --wait\n$"));
    }

    [Test]
    public void WhenAllPatternsAreRefusedThatIsSaidOnce()
    {
        string tokens = Path.Combine(_shared.Folder, "tokens.json"), token = Path.Combine(_shared.Folder, "token");
        PrivateFile.Write(tokens, """{"tokens":[{"name":"desk","token":"0123456789abcdef","allow":["NONE"]}]}""");
        File.WriteAllText(token, "0123456789abcdef");
        GatewayOptions options = new() { FeedPath = _shared.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0), TokenFile = tokens };
        using GatewayServer gateway = GatewayServer.Start(options);
        Within.Until(() => gateway.Read().Sessions[GatewayCount.Instruments] == 12, "the gateway to know what there is to refuse");
        CommandRun run = CommandRun.Of("subscribe", $"tcp://{gateway.LocalEndPoint}", "SIM000", "--token-file", token);
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.StartWith($"feedhandler: tcp://{gateway.LocalEndPoint}: SIM000: the token does not entitle to it"));
    }

    [Test]
    public void WhereNothingCanBeSharedTheReplayDoesNotBegin()
    {
        CommandRun run = CommandRun.Of("replay", Repository.PathOf("captures/cme-simulated.pcapng"), "--share", Path.Combine(_shared.Folder, "none", "feed"));
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("--share").And.Contain("there is no folder"));
    }

    [Test]
    public void ItEndsWhenWhoeverReadsItHasGone()
    {
        using StringWriter output = new();
        Terminal terminal = new() { Out = output, Error = output, OpenOut = static () => Stream.Null, Folder = _shared.Folder, IsOutGone = static () => true };
        Assert.That(CommandLine.Run(["subscribe", _shared.FilePath + "2", "--wait"], terminal), Is.EqualTo(ExitCode.Good), "a feed that says nothing is no reason to stay");
    }

    [TestCase("--count", "1")]
    [TestCase("--for", "1")]
    public void BooksOfAFeedThatWasKilledAreNotShownAsIfItLived(string option, string value)
    {
        string killed = Killed("killed", static _ => { });
        CommandRun run = CommandRun.Of("subscribe", killed, option, value);
        Assert.That((run.Code, run.Out.Length > 0), Is.EqualTo((ExitCode.CheckFailed, true)));
        Assert.That(run.Error, Does.Contain("its process ended without a word"));
    }

    [Test]
    public void ARecordThatWasLeftHalfWrittenCostsItsOwnBookAlone()
    {
        const int FirstRecord = 4096 + 16640;
        string killed = Killed("torn", static file => file[FirstRecord] |= 1);
        CommandRun run = CommandRun.Of("subscribe", killed, "--json", "--for", "1");
        Assert.That((run.Code, run.JsonLines.Length), Is.EqualTo((ExitCode.CheckFailed, 11)));
        Assert.That(run.Error, Does.Contain("half written, are missing").And.Not.Contain("was meant"));
    }

    [TestCase("a file that nobody makes", "nobody is making")]
    [TestCase("counters", "contradict each other")]
    public void WhatIsNoFeedOfARunIsSaid(string what, string words)
    {
        string path = Killed("wrong", file =>
        {
            if (what == "counters") BitConverter.TryWriteBytes(file.AsSpan(640), long.MaxValue);
            else "FHRING00"u8.CopyTo(file);
        });
        CommandRun run = CommandRun.Of("subscribe", path, "--count", "1");
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(words));
    }

    // As kill -9 leaves it: nobody has said that this was the end.
    private string Killed(string name, Action<byte[]> change)
    {
        const int IsClosed = 144;
        string path = Path.Combine(_shared.Folder, name);
        byte[] bytes = File.ReadAllBytes(_shared.FilePath);
        bytes[IsClosed] = 0;
        change(bytes);
        File.WriteAllBytes(path, bytes);
        PrivateFile.SetMode(path);
        return path;
    }

    // Written by the command while the test reads it.
    private sealed class LockedText : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            lock (_text) _text.Append(value);
        }

        public override string ToString()
        {
            lock (_text) return _text.ToString();
        }
    }

    private static long IdOf(JsonElement element) => element.GetProperty("securityId").GetInt64();

    private static string TextOf(JsonElement element, string member) => element.TryGetProperty(member, out JsonElement found) ? found.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal) : "none";
}
