using System.Diagnostics;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Outputs;

/// <summary>A full disk is told: on standard output it ends the command, beside it it costs that output and never the report.</summary>
public sealed class FullDiskTests
{
    private const string Full = "No space left on device";
    private SmallCapture _captures = null!;
    private string _capture = "";

    [SetUp]
    public void Write()
    {
        _captures = new SmallCapture();
        _capture = _captures.WriteSimulated("day.pcap");
    }

    [TearDown]
    public void Remove() => _captures.Dispose();

    [TestCase("inspect", "@")]
    [TestCase("inspect", "@", "--json")]
    [TestCase("replay", "@")]
    [TestCase("replay", "@", "--json")]
    [TestCase("books", "@")]
    [TestCase("bench", "@", "--passes", "1", "--mode", "decode")]
    [TestCase("check", "--print-schema")]
    [TestCase("--help")]
    [TestCase("--version")]
    public void StandardOutputThatIsFullEndsTheCommandWithAMessage(params string[] args)
    {
        Require.That(File.Exists("/dev/full"), "this needs /dev/full, as Linux has it");
        (int code, string error) = RunInto("/dev/full", args);

        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(error, Does.Contain($"feedhandler: standard output: cannot be written ({Full}").And.Contain("incomplete"));
    }

    [Test]
    public void EventsOnAFullStandardOutputStillHaveTheirReport()
    {
        Require.That(File.Exists("/dev/full"), "this needs /dev/full, as Linux has it");
        (int code, string error) = RunInto("/dev/full", "replay", _capture, "--events", "-");

        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(error, Does.Contain("digest").And.Contain("FAILED: --events -: writing ended early").And.Contain(Full));
    }

    [Test]
    public void WhereErrorsCannotBeWrittenTheExitCodeStillTells()
    {
        Require.That(File.Exists("/dev/full"), "this needs /dev/full, as Linux has it");
        using Process process = Process.Start("sh", ["-c", "exec dotnet \"$@\" 2> /dev/full", "sh", Program, "replay", "nosuch.pcap"]);
        process.WaitForExit();

        Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("--inline")]
    [TestCase("--no-stamps")]
    public void EventsOnAFullDiskCostNeitherReportNorWholeLines(string way)
    {
        using SmallDisk disk = new(1 << 17);
        string path = disk.PathOf("events");
        CommandRun run = CommandRun.Of("replay", _captures.WriteSimulated("long.pcap", eventCount: 2000), way, "--events", path, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.Contain($"--events {path}: writing ended early").And.Contain(Full));
        Assert.That(run.Json.GetProperty("digest").GetString(), Has.Length.EqualTo(16));
        Assert.That(run.Error, Does.StartWith($"feedhandler: --events {path}: writing ended early"), "told while it runs");
        string text = File.ReadAllText(path);
        Assert.That(text, Is.Not.Empty.And.EndsWith("}\n"));
    }

    [Test]
    public void ParquetOnAFullDiskCostsNoReportAndLeavesNoFile()
    {
        using SmallDisk disk = new(1 << 14);
        string path = disk.PathOf("events.parquet");
        CommandRun run = CommandRun.Of("replay", _captures.WriteSimulated("long.pcap", eventCount: 2000), "--events", path, "--json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.CheckFailed));
        Assert.That(run.Json.GetProperty("failures")[0].GetString(), Does.Contain($"--events {path}: writing ended early, after 0 of ").And.Contain(Full));
        Assert.That(run.Json.GetProperty("digest").GetString(), Has.Length.EqualTo(16));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Is.Empty);
    }

    [Test]
    public void DistributionsAndResultsOnAFullDiskCostNoReport()
    {
        using SmallDisk disk = new(1 << 14);
        File.WriteAllBytes(disk.PathOf("filling"), new byte[1 << 13]);
        CommandRun replay = CommandRun.Of("replay", _capture, "--hgrm", disk.PathOf("h"));
        File.WriteAllBytes(disk.PathOf("filling"), new byte[1 << 13]);
        CommandRun bench = CommandRun.Of("bench", _capture, "--passes", "1", "--mode", "decode", "--out", disk.PathOf("result"), "--json");

        Assert.That((replay.Code, bench.Code), Is.EqualTo((ExitCode.CheckFailed, ExitCode.CheckFailed)));
        Assert.That(replay.Out, Does.Contain("digest").And.Contain("FAILED: --hgrm").And.Contain(Full));
        Assert.That(bench.Json.GetProperty("failures")[0].GetString(), Does.Contain("--out").And.Contain(Full));
        Assert.That(bench.Json.GetProperty("modes").GetProperty("decode").GetProperty("packets").GetInt64(), Is.GreaterThan(0));
    }

    [Test]
    public void ASimulationThatDoesNotFitLeavesNoFile()
    {
        using SmallDisk disk = new(1 << 16);
        CommandRun run = CommandRun.Of("simulate", "--out", disk.PathOf("day.pcapng"));

        Assert.That((run.Code, run.Out, File.Exists(disk.PathOf("day.pcapng"))), Is.EqualTo((ExitCode.CheckFailed, "", false)));
        Assert.That(run.Error, Does.Contain(Full).And.Contain("there is no file"));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(disk.PathOf("x"))!), Is.Empty);
    }

    [Test]
    public void WhatDoesNotFitLeavesTheFileThatWasThere()
    {
        using SmallDisk disk = new(1 << 16);
        string path = disk.PathOf("day.pcapng");
        File.WriteAllText(path, "before");
        CommandRun run = CommandRun.Of("simulate", "--out", path);

        Assert.That((run.Code, File.ReadAllText(path)), Is.EqualTo((ExitCode.CheckFailed, "before")));
        Assert.That(run.Error, Does.Contain(Full).And.Contain("the file that was there is as it was"));
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "feedhandler.dll");

    private (int Code, string Error) RunInto(string output, params string[] args)
    {
        string[] command = ["-c", $"exec dotnet \"$@\" > {output}", "sh", Program, .. args.Select(arg => arg == "@" ? _capture : arg)];
        using Process process = Process.Start(new ProcessStartInfo("sh", command) { RedirectStandardError = true, UseShellExecute = false })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
