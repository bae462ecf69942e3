using System.Diagnostics;
using FeedHandler.Core.Packets;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;
using FeedHandler.Host.Tests.Support;
using FeedHandler.Tests.Support;

namespace FeedHandler.Host.Tests.Commands;

/// <summary>Where a file is expected, a pipe is not waited for and a device is not read: both are refused by name.</summary>
public sealed class InputKindTests
{
    private SmallCapture _files = null!;

    [SetUp]
    public void MakeFiles()
    {
        Require.That(OperatingSystem.IsLinux(), "only Linux tells what stands at a path");
        _files = new SmallCapture();
        _files.Write("good.pcap", (Line.A, CmePackets.SendingTimeNs, CmePackets.Bid(1, 1, 8756, 100, 7)));
        Directory.CreateDirectory(Path.Combine(_files.Folder, "folder"));
        using Process make = Process.Start(Require.Tool("mkfifo"), Path.Combine(_files.Folder, "pipe"));
        make.WaitForExit();
        Assert.That(make.ExitCode, Is.Zero);
    }

    [TearDown]
    public void RemoveFiles() => _files?.Dispose();

    [Test]
    [CancelAfter(60_000)]
    public void WhatIsNoFileIsRefused(
        [Values("replay @", "replay good.pcap @", "books @", "bench @", "publish @ --interface lo", "schema @", "schema diff @ @", "inspect good.pcap --schema @",
            "check @", "run @", "record @ --out x.pcapng")] string line,
        [Values("pipe", "/dev/zero", "folder")] string input)
    {
        CommandRun run = CommandRun.In(_files.Folder, line.Replace("@", input, StringComparison.Ordinal).Split(' '));

        string kind = input == "/dev/zero" ? "a device" : $"a {input}";
        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")), run.Error);
        Assert.That(run.Error, Does.StartWith("feedhandler: ").And.Contain($"{input} is {kind}").And.Contain("name").Or.Contain("write the capture to a file"));
    }

    [TestCase("inspect /dev/zero", "/dev/zero is a device")]
    [TestCase("inspect folder", "folder is a folder")]
    [TestCase("replay @pipe", "@pipe does not exist")]
    [CancelAfter(60_000)]
    public void NorIsADeviceInspectedOrAnArgumentReadAsAFile(string line, string reason)
    {
        CommandRun run = CommandRun.In(_files.Folder, line.Split(' '));

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain(reason));
    }

    [Test]
    public void AManifestThatIsAPipeIsRefused()
    {
        _files.WriteBytes("FeedHandler.sln", []);
        Directory.CreateDirectory(Path.Combine(_files.Folder, "captures"));
        File.Move(Path.Combine(_files.Folder, "pipe"), Path.Combine(_files.Folder, "captures", "manifest.json"));

        Assert.That(() => CaptureFinder.Find(_files.Folder), Throws.InstanceOf<FeedException>().With.Message.Contains("manifest.json is a pipe"));
    }

    [Test]
    public void AConfigXmlThatIsAPipeIsRefused()
    {
        _files.WriteBytes("feed.json", """{"cmeConfig": "pipe", "channel": 310, "interfaces": {"A": "lo", "B": "lo"}}"""u8.ToArray());

        CommandRun run = CommandRun.In(_files.Folder, "check", "feed.json");

        Assert.That(run.Code, Is.EqualTo(ExitCode.Usage));
        Assert.That(run.Error, Does.Contain("pipe is a pipe"));
    }

    [Test]
    public void APipeIsInspectedToItsEnd()
    {
        string pipe = Path.Combine(_files.Folder, "pipe");
        byte[] capture = File.ReadAllBytes(Path.Combine(_files.Folder, "good.pcap"));
        Thread writer = new(() =>
        {
            using FileStream file = new(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(capture);
        })
        { IsBackground = true };
        writer.Start();

        CommandRun run = CommandRun.Of("inspect", pipe, "--json");

        Assert.That((run.Code, run.JsonLines.Length), Is.EqualTo((ExitCode.Good, 1)), run.Error);
    }

    [Test]
    [CancelAfter(60_000)]
    public void APipeThatNobodyWritesIsWaitedForUntilTheStop()
    {
        using CancellationTokenSource stop = new();
        stop.CancelAfter(50);

        CommandRun run = CommandRun.In(_files.Folder, keys: null, stop.Token, "inspect", "pipe");

        Assert.That((run.Code, run.Out), Is.EqualTo((ExitCode.Usage, "")));
        Assert.That(run.Error, Does.Contain("stopped before a capture began"));
    }

    [Test]
    [CancelAfter(60_000)]
    public void AStopEndsTheWaitForMoreAndNothingIsSaidToBeCutOff()
    {
        using CancellationTokenSource stop = new();
        byte[] capture = File.ReadAllBytes(Path.Combine(_files.Folder, "good.pcap"));
        using StringWriter error = new();
        using StallingStream input = new(capture.AsMemory(0, capture.Length - 3), stop.Cancel);
        using MemoryStream output = new();
        Terminal terminal = new()
        {
            Out = TextWriter.Null,
            Error = error,
            OpenOut = () => output,
            OpenIn = () => input,
            Folder = _files.Folder,
            Stop = stop.Token,
        };

        int code = CommandLine.Run(["inspect", "-"], terminal);

        Assert.That(code, Is.EqualTo(ExitCode.CheckFailed), error.ToString());
        Assert.That(error.ToString(), Does.Contain("stopped before the end").And.Not.Contain("cut off"));
    }

    // Gives its bytes, then says that it stalls, and gives nothing more until it is disposed.
    private sealed class StallingStream(ReadOnlyMemory<byte> bytes, Action stalls) : MemoryStream
    {
        private readonly ManualResetEventSlim _isDisposed = new();
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            int length = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.Span.Slice(_position, length).CopyTo(buffer);
            _position += length;
            if (length > 0) return length;
            stalls();
            _isDisposed.Wait();
            return 0;
        }

        protected override void Dispose(bool disposing)
        {
            _isDisposed.Set();
            base.Dispose(disposing);
        }
    }
}
