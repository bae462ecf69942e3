using System.Diagnostics;
using FeedHandler.Replay.Captures;
using FeedHandler.Tests.Support;

namespace FeedHandler.Replay.Tests.Captures;

/// <summary>Whoever opens a capture by its name does not wait for a pipe's writer, and reads no device.</summary>
public sealed class RegularFileTests
{
    private string _folder = "";

    [SetUp]
    public void MakePipe()
    {
        Require.That(OperatingSystem.IsLinux(), "what a path leads to is told by Linux");
        _folder = Directory.CreateTempSubdirectory("regular-").FullName;
        using Process make = Process.Start(Require.Tool("mkfifo"), [Path.Combine(_folder, "pipe")]);
        make.WaitForExit();
    }

    [TearDown]
    public void Remove()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [TestCase("pipe", "is a pipe")]
    [TestCase("/dev/zero", "is no regular file")]
    [TestCase(".", "is a folder")]
    [CancelAfter(60_000)]
    public void WhatIsNoFileIsRefused(string name, string reason)
    {
        string path = Path.Combine(_folder, name);

        Assert.That(() => CaptureFile.Open(path), Throws.TypeOf<CaptureFormatException>().With.Message.Contains($"{path} {reason}"));
        Assert.That(() => CaptureStream.Open(path), Throws.TypeOf<CaptureFormatException>().With.Message.Contains($"{path} {reason}"));
    }
}
