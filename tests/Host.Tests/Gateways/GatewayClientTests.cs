using System.Net;
using FeedHandler.Gateway.Sessions;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Gateways;

/// <summary>Rule: whoever speaks to a gateway has the books of the feed: readers in Python and C, and `subscribe`, in the clear and by TLS.</summary>
public sealed class GatewayClientTests
{
    private SharedReplay _shared = null!;

    [OneTimeSetUp]
    public void Share() => _shared = new SharedReplay("gateway-clients");

    [OneTimeTearDown]
    public void Remove() => _shared?.Dispose();

    [Test]
    public void PythonHasEveryBook() => HasEveryBook(Require.Tool("python3"), Repository.PathOf("docs/clients/python/gateway.py"));

    [Test]
    public void CHasEveryBook()
    {
        string program = Path.Combine(_shared.Folder, "gateway-c");
        CHeaders.Run(Require.Tool("gcc"), "-O2", "-o", program, Repository.PathOf("docs/clients/c/gateway.c"));
        HasEveryBook(program);
    }

    [TestCase("tcp")]
    [TestCase("tls")]
    public void SubscribeHasEveryBook(string scheme)
    {
        string certificate = Path.Combine(_shared.Folder, scheme + ".pem"), key = Path.Combine(_shared.Folder, scheme + ".key");
        SelfSigned.Write(certificate, key);
        int port = Loopback.FreePort();
        string[] tls = scheme == "tls" ? ["--tls-cert", certificate, "--tls-key", key] : [];
        string[] trust = scheme == "tls" ? ["--tls-ca", certificate] : [];
        using CancellationTokenSource stop = new();
        Task<CommandRun> serving = Task.Factory.StartNew(
            () => CommandRun.In(_shared.Folder, keys: null, stop.Token, ["gateway", _shared.FilePath, "--listen", $"127.0.0.1:{port}", "--drain", "0", "--json", .. tls]),
            TaskCreationOptions.LongRunning);

        CommandRun shared = CommandRun.Of("subscribe", _shared.FilePath, "--json", "--count", "12");
        CommandRun served = CommandRun.Of(["subscribe", $"{scheme}://localhost:{port}", "--json", "--count", "12", "--wait", .. trust]);
        stop.Cancel();
        CommandRun gateway = Within.Patiently(serving, "the gateway ends");

        Assert.That((served.Code, gateway.Code), Is.EqualTo((ExitCode.Good, ExitCode.Good)), served.Error + gateway.Error);
        Assert.That(Symbols(served), Is.EquivalentTo(Symbols(shared)).And.Not.Empty);
    }

    private static IEnumerable<string> Symbols(CommandRun run) => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("symbol").GetString()!);

    private void HasEveryBook(string program, params string[] arguments)
    {
        using GatewayServer server = GatewayServer.Start(new GatewayOptions { FeedPath = _shared.FilePath, Listen = new IPEndPoint(IPAddress.Loopback, 0), DrainMs = 0 });
        Task<string> reading = Task.Run(() => CHeaders.Run(program, [.. arguments, "127.0.0.1", $"{server.LocalEndPoint.Port}", "*"]));
        Within.Until(() => Count(server, GatewayCount.Snapshots) > 0 && Count(server, GatewayCount.Snapshots) == Count(server, GatewayCount.Instruments), "all books are sent");
        server.Drain();
        string[] lines = Within.Patiently(reading, "the reader ends").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.That(lines[0], Does.StartWith("LogonAccepted"));
        foreach (string kind in (string[])["Definition ", "BookSnapshot "])
            Assert.That(lines.Count(line => line.StartsWith(kind, StringComparison.Ordinal)), Is.EqualTo(Count(server, GatewayCount.Instruments)), kind);
        Assert.That(lines[^1], Does.StartWith("Logout"));
    }

    private static long Count(GatewayServer server, GatewayCount count) => server.Read().Sessions[count];
}
