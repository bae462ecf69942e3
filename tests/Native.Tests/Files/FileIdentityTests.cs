using FeedHandler.Native.Files;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Files;

public sealed class FileIdentityTests
{
    [TestCase("/dev/zero", FileKind.CharacterDevice)]
    [TestCase("/proc/self", FileKind.Folder)]
    [TestCase("/proc/self/status", FileKind.Regular)]
    [TestCase("/proc/no-such", FileKind.Missing)]
    public void WhatStandsAtAPathIsToldWithoutOpeningIt(string path, FileKind kind)
    {
        Require.That(OperatingSystem.IsLinux(), "only Linux is asked");

        Assert.That(FileIdentity.Of(path, followsLink: true).Kind, Is.EqualTo(kind));
    }
}
