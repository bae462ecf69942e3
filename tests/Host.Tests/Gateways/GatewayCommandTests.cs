using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Checks;
using FeedHandler.Host.Tests.Reports;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Gateways;

/// <summary>Rule: `gateway` serves what is shared, refuses what makes no sense in one sentence, and reports what it did.</summary>
public sealed class GatewayCommandTests
{
    private SharedReplay _shared = null!;

    [OneTimeSetUp]
    public void Share() => _shared = new SharedReplay("gateway");

    [OneTimeTearDown]
    public void Remove() => _shared?.Dispose();

    [Test]
    public void TheReportIsAsTheContractSays()
    {
        CommandRun run = CommandRun.Of("gateway", _shared.FilePath, "--listen", "127.0.0.1:0", "--for", "1", "--json");
        Assert.That((run.Code, run.Json.GetProperty("sessions").GetProperty("instruments").GetInt32() > 0), Is.EqualTo((ExitCode.Good, true)), run.Error);
        new JsonContract().With("docs/json.md", "gateway").Holds(run.Json);
    }

    [Test]
    public void APersonIsToldInWords() =>
        Assert.That(CommandRun.Of("gateway", _shared.FilePath, "--listen", "127.0.0.1:0", "--for", "1"), Has.Property(nameof(CommandRun.Out)).Contains("slow clients: 0 skips"));

    [Test]
    public void WhereNobodyWatchesNoLineIsDrawn()
    {
        CommandRun run = CommandRun.In(_shared.Folder, static () => throw new InvalidOperationException(), default, "gateway", _shared.FilePath, "--listen", "127.0.0.1:0", "--for", "1");
        Assert.That((run.Code, run.Error.Contains('\u001b', StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, false)), run.Error);
    }

    [TestCase("", "", "2", "20000")]
    [TestCase("Max open files 30000 30000 files", "", "2", "50000")]
    [TestCase("Max open files 4096 4096 files", "raise the limit", "3", "9000")]
    [TestCase("Max open files 20000 20000 files", "give --loops 3", "2", "50000")]
    public void ForDescriptorsItLooksAsLoopsTakeThem(string limits, string words, string loops, string connections)
    {
        using FakeSystem system = new();
        if (limits.Length > 0) system.Write("proc/self/limits", limits);
        using StringWriter error = new();
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Terminal terminal = new()
        {
            Out = TextWriter.Null,
            Error = error,
            OpenOut = static () => Stream.Null,
            Folder = _shared.Folder,
            SystemRoot = system.Root,
            Stop = stop.Token,
        };
        CommandLine.Run(["gateway", _shared.FilePath, "--listen", "127.0.0.1:0", "--loops", loops, "--loop", "epoll", "--connections", connections], terminal);

        Assert.That(error.ToString(), words.Length > 0 ? Does.Contain("RLIMIT_NOFILE").And.Contain(words) : Does.Not.Contain("RLIMIT_NOFILE"));
    }

    [TestCase("nowhere/feed", "nowhere/feed")]
    [TestCase("without tokens anybody", "feed", "--listen", "0.0.0.0:0")]
    [TestCase("--listen localhost: give an address and a port", "feed", "--listen", "localhost")]
    [TestCase("--accept-proxy x: give the network", "feed", "--accept-proxy", "x")]
    [TestCase("--accept-proxy 10: give the network", "feed", "--accept-proxy", "10")]
    [TestCase("--accept-proxy 10.0/16: give the network", "feed", "--accept-proxy", "10.0/16")]
    [TestCase("cannot be read", "feed", "--tokens", "nowhere.json")]
    public void WhatMakesNoSenseIsRefused(string words, string feed, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["gateway", Path.Combine(_shared.Folder, feed), .. arguments]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Error);
        Assert.That(run.Error, Does.Contain(words));
    }
}
