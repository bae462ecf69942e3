using FeedHandler.Host.Shell;
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

    [TestCase("nowhere/feed", "nowhere/feed")]
    [TestCase("without tokens anybody", "feed", "--listen", "0.0.0.0:0")]
    [TestCase("--listen localhost: give an address and a port", "feed", "--listen", "localhost")]
    [TestCase("--accept-proxy x: give the network", "feed", "--accept-proxy", "x")]
    [TestCase("cannot be read", "feed", "--tokens", "nowhere.json")]
    public void WhatMakesNoSenseIsRefused(string words, string feed, params string[] arguments)
    {
        CommandRun run = CommandRun.Of(["gateway", Path.Combine(_shared.Folder, feed), .. arguments]);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage), run.Error);
        Assert.That(run.Error, Does.Contain(words));
    }
}
