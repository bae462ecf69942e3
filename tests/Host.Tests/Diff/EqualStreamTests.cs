using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Diff.Support;
using FeedHandler.Host.Tests.Support;

namespace FeedHandler.Host.Tests.Diff;

/// <summary>What is the same is told as the same, however it was written.</summary>
public sealed class EqualStreamTests
{
    private DiffCase _case = null!;

    [OneTimeSetUp]
    public void Make() => _case = new DiffCase();

    [OneTimeTearDown]
    public void Remove() => _case.Dispose();

    [Test]
    public void TheFormOfACaptureIsNoDifference()
    {
        string digest = CommandRun.Of("replay", _case.Pcap, "--json").Json.GetProperty("digest").GetString()!;
        string pcapNg = _case.ToPcapNg(_case.Pcap);
        foreach (string other in (string[])[_case.Pcap, pcapNg, _case.Pack(_case.Pcap), _case.Pack(pcapNg)])
        {
            CommandRun run = CommandRun.Of("diff", _case.Pcap, other);
            Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Good, $"equal: {_case.Lines().Length:N0} events, digest {digest}\n")), other + run.Error);
        }
    }

    [Test]
    public void WhichLineIsFasterIsNoDifference()
    {
        string other = _case.Write("b.pcap", _case.Packets.Where(static packet => packet.Line == Core.Packets.Line.B).Select(static packet => packet with { RxNs = packet.RxNs + 5_000_000 }));

        Assert.That(CommandRun.Of("diff", _case.Pcap, other).Out, Does.StartWith("equal: "));
    }

    [Test]
    public void ACaptureIsEqualToItsOwnEventsInAnyOrderAndForm()
    {
        string lines = _case.WriteLines("pinned.jsonl", _case.Lines());
        foreach (string[] sides in (string[][])[[_case.Pcap, lines], [_case.Pack(lines), _case.Pcap], [lines, _case.Pack(lines)]])
        {
            CommandRun run = CommandRun.Of(["diff", .. sides]);
            Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out + run.Error);
        }
    }

    [Test]
    public void AMarkBeforeTheFirstLineIsNoPartOfIt()
    {
        string lines = _case.WriteLines("marked.jsonl", _case.Lines());
        File.WriteAllBytes(lines, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(lines)]);
        CommandRun run = CommandRun.Of("diff", _case.Pcap, lines);
        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out + run.Error);
    }

    [Test]
    public void ASymbolThatBothSidesTellMustBeTheSame()
    {
        string[] lines = _case.Lines();
        int at = Array.FindIndex(lines, static line => line.Contains("\"symbol\":\"", StringComparison.Ordinal));
        Assert.That(at, Is.Not.Negative, "the capture defines its instruments");
        lines[at] = lines[at].Replace("\"symbol\":\"", "\"symbol\":\"OTHER", StringComparison.Ordinal);
        CommandRun run = CommandRun.Of("diff", _case.Pcap, _case.WriteLines("renamed.jsonl", lines), "--json");

        Assert.That((run.Code, run.Json.GetProperty("changed").GetInt64()), Is.EqualTo((ExitCode.CheckFailed, 1L)), run.Error);
    }

    [Test]
    public void ThatNothingWasComparedIsTold()
    {
        CommandRun text = CommandRun.Of("diff", _case.Pcap, _case.Pcap, "--kinds", "gap");
        CommandRun json = CommandRun.Of("diff", _case.Pcap, _case.Pcap, "--kinds", "gap", "--json");

        Assert.That(text.Out, Does.Contain("note: nothing was compared: neither side has an event of those that were asked for"));
        Assert.That(json.Json.GetProperty("warnings").ToString(), Does.Contain("nothing was compared"));
    }

    [Test]
    public void EventsComeFromStandardInput()
    {
        byte[] lines = File.ReadAllBytes(_case.WriteLines("input.jsonl", _case.Lines()));
        CommandRun run = CommandRun.WithInput(() => new MemoryStream(lines), "diff", _case.Pcap, "-");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Good), run.Out + run.Error);
    }

    [Test]
    public void ReceiveTimesAndNumbersOfAMachineAreNoDifference()
    {
        string[] lines = _case.Lines();
        string other = _case.WriteLines("late.jsonl", [.. lines.Select(static line => line.Replace("\"rxNs\":\"1", "\"rxNs\":\"2", StringComparison.Ordinal)
            .Replace("\"event\":", "\"event\":1", StringComparison.Ordinal))]);

        Assert.That(CommandRun.Of("diff", _case.Pcap, other).Code, Is.EqualTo(ExitCode.Good));
    }

    [Test]
    public void ASymbolThatOneSideTellsIsNoDifferenceAndTwoThatDifferAre()
    {
        string[] lines = [.. _case.Lines().Select(static line => System.Text.RegularExpressions.Regex.Replace(line, "\"symbol\":\"[^\"]*\",", ""))];
        string plain = _case.WriteLines("plain.jsonl", lines);
        string named = _case.WriteLines("named.jsonl", Named(lines, "ABC"));
        string other = _case.WriteLines("other.jsonl", Named(lines, "ABD"));

        Assert.That((CommandRun.Of("diff", _case.Pcap, plain).Code, CommandRun.Of("diff", plain, named).Code), Is.EqualTo((0, 0)));
        Assert.That(CommandRun.Of("diff", named, other).Out, Does.Match(@"\n\* symbol +ABC +ABD\n").And.Contain("ABC ("));
        Assert.That(CommandRun.Of("diff", named, plain, "--instrument", "abc").Out, Does.StartWith("equal: "));
    }

    [Test]
    public void ADamagedCaptureIsNotCalledEqual()
    {
        byte[] whole = File.ReadAllBytes(_case.Pcap);
        string cut = _case.WriteBytes("cut.pcap", whole[..(whole.Length / 2)]);
        CommandRun run = CommandRun.Of("diff", cut, cut);

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed), run.Error);
        Assert.That(run.Out, Does.StartWith("equal as far as it could be read: ").And.Contain("FAILED: ").And.Contain("truncated"));
        Assert.That(CommandRun.Of("diff", cut, cut, "--json").Json.GetProperty("equal").GetBoolean(), Is.False);
    }

    [Test]
    public void WhatWasStoppedIsNotCalledEqual()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CommandRun run = CommandRun.In(Environment.CurrentDirectory, keys: null, stop.Token, "diff", _case.Pcap, _case.Pcap);

        Assert.That((run.Code, (run.Out + run.Error).Contains("stopped before the end", StringComparison.Ordinal)), Is.EqualTo((ExitCode.CheckFailed, true)), run.Error);
    }

    private static string[] Named(string[] lines, string symbol) => [.. lines.Select(line => line.Contains("\"securityId\"", StringComparison.Ordinal)
        ? line.Insert(line.Length - 1, $",\"symbol\":\"{symbol}\"") : line)];
}
