using System.Diagnostics;
using System.Text.Json;
using FeedHandler.Core.Packets;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Shrink;

/// <summary>`shrink` finds the packets that a check fails for, and says so only of a capture that fails.</summary>
public sealed class ShrinkCommandTests
{
    private const int BadPlace = 41;
    private SmallCapture _captures = null!;

    [SetUp]
    public void MakeFolder() => _captures = new SmallCapture();

    [TearDown]
    public void RemoveFolder() => _captures.Dispose();

    [Test]
    public void OnePlantedPacketIsFound()
    {
        WritePlanted();
        CommandRun run = Shrink("--fails", "damage");

        Assert.That((run.Code, run.Json.GetProperty("minimal").GetBoolean()), Is.EqualTo((0, true)), run.Error);
        Assert.That(Kept(run), Is.EqualTo(new[] { BadPlace + 1 }));
        Assert.That(CommandRun.In(_captures.Folder, "replay", "small.pcapng", "--lines", "224.0.31.1:14310=A").Error, Does.Contain("1 are no whole packets"));
    }

    [Test]
    public void AGapIsFoundThoughEveryCutLeavesAHole()
    {
        _captures.Write("day.pcap", [.. Enumerable.Range(1, 60).Where(static number => number != 30).Select(static number => Packet((uint)number))]);
        CommandRun run = Shrink("--fails", "gaps", "--lines", "224.0.31.1:14310=A");

        Assert.That(run.Code, Is.Zero, run.Error);
        Assert.That(Kept(run), Has.Length.EqualTo(2), "one before number 30 and one behind it, whatever was cut between");
        Assert.That((Kept(run)[0] < 30, Kept(run)[1] >= 30), Is.EqualTo((true, true)));
    }

    [Test]
    public void AProgramFindsAPacketByItsOwnExitCode()
    {
        WritePlanted();
        CommandRun run = Shrink("--exit", "0", "--", "grep", "-qa", "planted here", "{}");

        Assert.That(run.Code, Is.Zero, run.Error);
        Assert.That(Kept(run), Is.EqualTo(new[] { BadPlace + 1 }));
    }

    [Test]
    public void WhatTheProgramPrintsGoesNowhereAndNoShellReadsItsWords()
    {
        WritePlanted();
        CommandRun run = Shrink("--runs", "2", "--", "ls", "$(touch x);", "{}");

        Assert.That((run.Code, Kept(run).Length, File.Exists(Path.Combine(_captures.Folder, "x"))), Is.EqualTo((0, 30, false)));
        Assert.That(run.Out + run.Error, Does.Not.Contain("candidate"));
    }

    [TestCase(new[] { "--fails", "gaps" }, "the whole capture does not fail, so there is nothing to look for; it would if a replay of it gives packets up")]
    [TestCase(new[] { "--", "true", "{}" }, "does not fail, so there is nothing to look for; it would if the check ends with another exit code than 0")]
    [TestCase(new[] { "--run-seconds", "1", "--", "sh", "-c", "sleep 60", "{}" }, "it took longer than --run-seconds")]
    [TestCase(new string[0], "nothing has to fail: give a program behind --")]
    [TestCase(new[] { "--fails", "gaps", "--", "true", "{}" }, "--fails and a program both say what has to fail")]
    [TestCase(new[] { "other.pcap", "--fails", "gaps" }, "other.pcap: one FILE is shrunk; a program to check it stands behind --")]
    [TestCase(new[] { "--", "true" }, "true: is not told the capture: put {}")]
    [TestCase(new[] { "--", "./no-such-program", "{}" }, "./no-such-program: cannot be started")]
    public void WhatCannotBeShrunkIsRefusedAndNothingIsWritten(string[] args, string words)
    {
        WritePlanted(isBad: false);
        CommandRun run = Shrink(args);

        Assert.That((run.Code, run.Out, File.Exists(Path.Combine(_captures.Folder, "small.pcapng"))), Is.EqualTo((2, "", false)), run.Error);
        Assert.That(run.Error, Does.Contain(words));
    }

    [Test]
    public void StoppedItKeepsTheSmallestSoFar()
    {
        WritePlanted();
        string count = Path.Combine(_captures.Folder, "count");
        using CancellationTokenSource stop = new();
        using FileSystemWatcher watcher = new(_captures.Folder, "stop-now") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => stop.Cancel();
        string script = $"echo x >> '{count}'; grep -qa 'planted here' \"$1\" || exit 0; "
            + $"[ $(wc -l < '{count}') -lt 4 ] && exit 1; : > '{_captures.Folder}/stop-now'; sleep 60";
        CommandRun run = CommandRun.In(
            _captures.Folder, keys: null, stop.Token, "shrink", "day.pcap", "-o", "small.pcapng", "--json", "--", "sh", "-c", script, "sh", "{}");

        Assert.That((run.Code, run.Json.GetProperty("stopped").GetBoolean(), run.Json.GetProperty("minimal").GetBoolean()), Is.EqualTo((1, true, false)));
        Assert.That(Kept(run), Has.Length.LessThan(60).And.Contains(BadPlace + 1));
        Assert.That(Damaged("small.pcapng"), Is.EqualTo(1));
    }

    [Test]
    public void ACheckThatTheStopEndsIsNoFailure()
    {
        WritePlanted();
        string count = Path.Combine(_captures.Folder, "count");
        using CancellationTokenSource stop = new();
        using FileSystemWatcher watcher = new(_captures.Folder, "stop-now") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => stop.Cancel();
        string script = $"echo x >> '{count}'; [ $(wc -l < '{count}') = 1 ] && exit 1; : > '{_captures.Folder}/stop-now'; kill -INT $$";
        CommandRun run = CommandRun.In(
            _captures.Folder, keys: null, stop.Token, "shrink", "day.pcap", "-o", "small.pcapng", "--json", "--", "sh", "-c", script, "sh", "{}");

        Assert.That((run.Code, run.Json.GetProperty("stopped").GetBoolean()), Is.EqualTo((1, true)), run.Error);
        Assert.That(Kept(run), Has.Length.EqualTo(60), "only the whole capture failed");
    }

    [Test]
    public void ARunWithoutAnswerLeavesNothingProvedAndNothingRunning()
    {
        _captures.Write("day.pcap", Packet(1), Packet(2));
        string left = Path.Combine(_captures.Folder, "left");
        string script = $"[ -e '{left}' ] && {{ (sleep 1000 & echo $! >> '{left}') & sleep 1000; }}; sleep 1000 & echo $! > '{left}'; exit 1";
        CommandRun run = Shrink("--run-seconds", "3", "--", "sh", "-c", script, "{}");

        Assert.That((run.Code, run.Json.GetProperty("timedOut").GetInt32(), run.Json.GetProperty("minimal").GetBoolean()), Is.EqualTo((0, 2, false)), run.Error);
        string[] processes = File.ReadAllLines(left);
        Assert.That(processes, Has.Length.EqualTo(3));
        Assert.That(() => processes.Count(IsRunning), Is.Zero.After(30_000, 20));
    }

    [TestCase("1000", "exit 1")]
    [TestCase("3", "sleep 1000")]
    public void WhatLeftTheSessionOfACheckIsEndedTooHoweverTheCheckEnds(string seconds, string end)
    {
        _captures.Write("day.pcap", Packet(1));
        string left = Path.Combine(_captures.Folder, "left");
        string other = "setsid sh -c 'echo $$ >> \"$1\"; (setsid sleep 1000 & echo $! >> \"$1\") ; exec sleep 1000' sh \"$1\" &";
        string script = $"{other} while [ $(wc -l < \"$1\") != 2 ]; do sleep 0.01; done; {end}";
        File.WriteAllText(left, "");
        using Process own = Process.Start(new ProcessStartInfo(Require.Tool("sleep"), ["1000"]))!;
        CommandRun run = Shrink("--runs", "1", "--run-seconds", seconds, "--", "sh", "-c", script, "{}", left);
        bool isOwnLeft = !own.HasExited;
        own.Kill();

        string[] processes = File.ReadAllLines(left);
        Assert.That(processes, Has.Length.EqualTo(2), run.Error);
        Assert.That(processes.Count(IsRunning), Is.Zero);
        Assert.That(isOwnLeft, Is.True, "what this process started itself is nobody's orphan");
    }

    [Test]
    public void AllMayTakeNoLongerThanIsSaidThoughARunMay()
    {
        WritePlanted();
        CommandRun run = Shrink("--seconds", "1", "--run-seconds", "1000", "--", "sh", "-c", "sleep 1000", "{}");
        Assert.That((run.Code, run.Error.Contains("--seconds", StringComparison.Ordinal)), Is.EqualTo((2, true)), run.Error);
    }

    // A child that ended is there until somebody asked for its exit code.
    private static bool IsRunning(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void WritePlanted(bool isBad = true)
    {
        (Line, long, byte[])[] packets = [.. Enumerable.Range(1, 60).Select(static number => Packet((uint)number))];
        if (isBad) packets[BadPlace].Item3 = [.. packets[BadPlace].Item3[..12], .. "planted here"u8];
        _captures.Write("day.pcap", packets);
    }

    private CommandRun Shrink(params string[] args) =>
        CommandRun.In(_captures.Folder, ["shrink", "day.pcap", "--out", "small.pcapng", "--json", .. args]);

    private long Damaged(string name) => CommandRun.In(_captures.Folder, "replay", name, "--json", "--inline", "--lines", "224.0.31.1:14310=A").Json
        .GetProperty("packets").GetProperty("damaged").GetInt64();

    private static (Line Line, long RxNs, byte[] Payload) Packet(uint number) =>
        (Line.A, number * 1_000_000_000L, CmePackets.Bid(number, number, 8756, 100, 7));

    private static int[] Kept(CommandRun run) => [.. run.Json.GetProperty("frameNumbers").EnumerateArray().Select(static number => number.GetInt32())];
}
