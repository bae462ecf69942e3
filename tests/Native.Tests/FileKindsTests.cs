using FeedHandler.Native.Files;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests;

public sealed class FileKindsTests
{
    [TestCase("/dev/zero", FileKind.CharacterDevice)]
    [TestCase("/proc/self", FileKind.Folder)]
    [TestCase("/proc/self/status", FileKind.Regular)]
    [TestCase("/proc/no-such", FileKind.Unknown)]
    public void WhatStandsAtAPathIsToldWithoutOpeningIt(string path, FileKind kind)
    {
        Require.That(OperatingSystem.IsLinux(), "only Linux is asked");

        Assert.That(FileKinds.Of(path), Is.EqualTo(kind));
    }
}
