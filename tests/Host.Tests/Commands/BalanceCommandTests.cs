using System.Net;
using System.Net.Sockets;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class BalanceCommandTests
{
    private string _folder = "";
    private Socket _backend = null!;

    private string Backend => _backend.LocalEndPoint!.ToString()!;

    [SetUp]
    public void Listen()
    {
        _folder = Directory.CreateTempSubdirectory("balance-").FullName;
        _backend = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _backend.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _backend.Listen();
    }

    [TearDown]
    public void Close()
    {
        _backend.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void ItRelaysUntilItIsStoppedAndItsReportIsTheContract()
    {
        using CancellationTokenSource stop = new();
        int port = Loopback.FreePort();
        Task<CommandRun> running = Run(stop.Token, "--listen", $"127.0.0.1:{port}", "--to", Backend, "--drain", "0", "--check-ms", "3600000");
        using Socket client = Connect(port);
        client.Send([42]);
        Within.Until(() => HasByte(), "the backend gets the byte");
        stop.Cancel();
        CommandRun run = Within.Patiently(running, "it ends");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), "a connection was reset: " + run.Error);
        new JsonContract().With("docs/json.md", "balance").Holds(run.Json);
        Assert.That((run.Json.GetProperty("drainResets").GetInt64(), run.Json.GetProperty("bytesToBackends").GetInt64()), Is.EqualTo((1L, 1L)));
    }

    [Test]
    public void WithTlsItsReportIsTheContractToo()
    {
        string certificate = Path.Combine(_folder, "server.pem");
        string key = Path.Combine(_folder, "server.key");
        SelfSigned.Write(certificate, key);
        using CancellationTokenSource stop = new();
        int port = Loopback.FreePort();
        Task<CommandRun> running = Run(stop.Token, "--listen", $"127.0.0.1:{port}", "--to", Backend, "--tls-cert", certificate, "--tls-key", key);
        using (Connect(port)) stop.Cancel();
        CommandRun run = Within.Patiently(running, "it ends");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        new JsonContract().With("docs/json.md", "balance").Holds(run.Json);
        Assert.That(run.Json.GetProperty("listen").GetString(), Is.EqualTo($"127.0.0.1:{port}"));
    }

    [TestCase("--to: name 1 to 64 backends", "--listen", "127.0.0.1:9000")]
    [TestCase("--listen: say where", "--to", "127.0.0.1:9000")]
    [TestCase("--listen 9000: give ADDRESS:PORT", "--listen", "9000", "--to", "127.0.0.1:9000")]
    [TestCase("--to nowhere: give HOST:PORT", "--listen", "127.0.0.1:9000", "--to", "nowhere")]
    [TestCase("named twice", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--to", "127.0.0.1:9001")]
    [TestCase("no address is known of nowhere.invalid", "--listen", "127.0.0.1:9000", "--to", "nowhere.invalid:9000")]
    [TestCase("--accept-proxy all: give an address", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--accept-proxy", "all")]
    [TestCase("--check-path healthz: give a path", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--check-path", "healthz")]
    [TestCase("--tls-key: missing, TLS takes both", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--tls-cert", "server.pem")]
    [TestCase("--share-port: not with --tls-cert", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--tls-cert", "a", "--tls-key", "b", "--share-port")]
    [TestCase("none.pem: the certificate cannot be read", "--listen", "127.0.0.1:9000", "--to", "127.0.0.1:9001", "--tls-cert", "none.pem", "--tls-key", "none.key")]
    public void WhatIsWrongIsSaid(string message, params string[] args)
    {
        CommandRun run = CommandRun.In(_folder, ["balance", .. args]);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain(message));
    }

    [Test]
    public void AnAddressThatIsTakenIsNamed()
    {
        CommandRun run = CommandRun.Of("balance", "--listen", Backend, "--to", "127.0.0.1:9001");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain($"--listen {Backend}: cannot listen there"));
    }

    [Test]
    public void AKeyThatOthersMayReadIsRefusedAndNotShown()
    {
        string certificate = Path.Combine(_folder, "server.pem");
        string key = Path.Combine(_folder, "server.key");
        SelfSigned.Write(certificate, key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        CommandRun run = CommandRun.Of("balance", "--listen", $"127.0.0.1:{Loopback.FreePort()}", "--to", Backend, "--tls-cert", certificate, "--tls-key", key);

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("chmod 600").And.Not.Contain("PRIVATE"));
    }

    private Task<CommandRun> Run(CancellationToken stop, params string[] args) =>
        Task.Factory.StartNew(() => CommandRun.In(_folder, keys: null, stop, ["balance", .. args, "--json"]), TaskCreationOptions.LongRunning);

    // The check of the start is a connection too, and brings no byte.
    private bool HasByte()
    {
        using Socket accepted = _backend.Accept();
        return accepted.Receive(new byte[1], 0, 1, SocketFlags.None, out SocketError error) == 1 && error == SocketError.Success;
    }

    private static Socket Connect(int port)
    {
        Socket? client = null;
        Within.Until(() => TryConnect(port, out client), "it listens");
        return client!;
    }

    private static bool TryConnect(int port, out Socket? client)
    {
        client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            client.Dispose();
            return false;
        }
    }
}
