using System.Text.Json;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

public sealed class InstrumentsCommandTests
{
    private SmallCapture _captures = null!;
    private string _path = "";

    [OneTimeSetUp]
    public void Simulate()
    {
        _captures = new SmallCapture();
        _path = _captures.WriteSimulated();
    }

    [OneTimeTearDown]
    public void RemoveCaptures() => _captures.Dispose();

    [Test]
    public void EveryInstrumentHasALine()
    {
        CommandRun run = CommandRun.Of("instruments", _path);
        int count = CommandRun.Of("replay", _path, "--json").Json.GetProperty("instruments").GetArrayLength();

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(count + 2));
        Assert.That(run.Out, Does.Contain("display factor").And.Contain("SIM000").And.Contain("GBX:"));
    }

    [Test]
    public void OneIsShownInFullAndOnlyWhatWasTold()
    {
        CommandRun run = CommandRun.Of("instruments", _path, "--instrument", "SIM000");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Error);
        Assert.That(run.Out, Does.Contain("SIM000").And.Contain("XSIM").And.Contain("currency").And.Contain("USD").And.Not.Contain("strikePrice"));
    }

    [Test]
    public void JsonHasTheOneThatWasNamed()
    {
        CommandRun run = CommandRun.Of("instruments", _path, "--instrument", "SIM000", "--json");
        JsonElement instrument = run.Json.GetProperty("instruments")[0];

        Assert.That(run.Json.GetProperty("instruments").GetArrayLength(), Is.EqualTo(1));
        Assert.That(instrument.GetProperty("definition").GetProperty("exchange").GetString(), Is.EqualTo("XSIM"));
        Assert.That(instrument.GetProperty("definition").GetProperty("strikePrice").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void WhatWasNeverDefinedHasDashes()
    {
        string path = _captures.Write("bid.pcap", (FeedHandler.Core.Packets.Line.A, 1_000, CmePackets.Bid(1, 1, 42, 100_000_000_000, 7)));

        Assert.That(CommandRun.Of("instruments", path).Out, Does.Contain("#42").And.Contain("1 instruments, of which 1 were never defined"));
        Assert.That(CommandRun.Of("instruments", path, "--instrument", "42").Out, Does.Contain("never defined"));
    }

    [Test]
    public void ANameThatNothingHasIsRefused()
    {
        CommandRun run = CommandRun.Of("instruments", _path, "--instrument", "NOPE");

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("--instrument NOPE"));
    }
}
