using System.Runtime.Versioning;
using FeedHandler.Native.Memory;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Memory;

public sealed unsafe class SharedFileTests
{
    private string _folder = "";

    private string FilePath => Path.Combine(_folder, "shared");

    [SetUp]
    public void MakeFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "shared files are those of Linux");
        _folder = Directory.CreateTempSubdirectory("shared").FullName;
    }

    [TearDown]
    public void DeleteFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void WhatOneMappingWritesAnotherReads()
    {
        using SharedFile file = Make();
        Assert.That(file.Reserve(8192).IsSuccess, Is.True);
        Assert.That(SharedMapping.Map(file, 0, 8192, isWritable: true, out SharedMapping? written).IsSuccess, Is.True);
        Assert.That(SharedMapping.Map(file, 4096, 4096, isWritable: false, out SharedMapping? read).IsSuccess, Is.True);
        *(long*)(written!.Address + 4096) = 42;
        Assert.That(*(long*)read!.Address, Is.EqualTo(42));
        written.Dispose();
        read.Dispose();
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public void ItsOwnerWritesItAndItsGroupReadsIt()
    {
        using SharedFile file = Make();
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite); // as a process that masks rights makes it
        Assert.That((file.CheckIsPrivate().IsSuccess, file.LetGroupRead().IsSuccess), Is.EqualTo((true, true)));
        Assert.That(File.GetUnixFileMode(FilePath), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead));
        Assert.That(file.CheckIsPrivate().IsSuccess, Is.True);
        Assert.That(file.CheckIsPrivate(ownerId: 4_000_000).ToString(), Does.Contain("not to 4000000"));
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.That(file.CheckIsPrivate().ToString(), Does.Contain("others than its owner"));
    }

    [Test]
    public void FollowsNoLink()
    {
        Make().Dispose();
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, FilePath);
        Assert.That(SharedFile.OpenForWriting(link, out _).IsSuccess, Is.False);
        Assert.That(SharedFile.OpenForReading(link, out _).IsSuccess, Is.False);
    }

    [Test]
    public void SaysWhenThereIsNone() => Assert.That(SharedFile.OpenForReading(FilePath, out _).Errno, Is.EqualTo(2));

    [Test]
    public void ALockIsHeldByOneOpeningAndEndsWithIt()
    {
        using SharedFile first = Make();
        using SharedFile second = Make();
        Assert.That(first.TryLock(7).IsSuccess, Is.True);
        Assert.That(second.TryLock(7).IsSuccess, Is.False);
        Assert.That(second.TryLock(8).IsSuccess, Is.True);
        Assert.That(IsLocked(second, 7), Is.True);
        Assert.That(IsLocked(second, 8), Is.False, "its own lock is no hindrance");
        first.Dispose();
        Assert.That(IsLocked(second, 7), Is.False);
        Assert.That(second.TryLock(7).IsSuccess, Is.True);
        Assert.That(second.Unlock(7).IsSuccess, Is.True);
    }

    [Test]
    public void KnowsWhetherItsPathLeadsToIt()
    {
        using SharedFile file = Make();
        Assert.That(file.IsAtItsPath(), Is.True);
        Assert.That(SharedFile.Delete(FilePath).IsSuccess, Is.True);
        Assert.That(file.IsAtItsPath(), Is.False);
        using SharedFile other = Make();
        Assert.That((file.IsAtItsPath(), other.IsAtItsPath()), Is.EqualTo((false, true)));
    }

    [Test]
    public void ReadsOnlyWhatIsThere()
    {
        using SharedFile file = Make();
        Assert.That(file.WriteAt(0, [1, 2, 3]).IsSuccess, Is.True);
        byte[] buffer = new byte[8];
        Assert.That(file.ReadAt(0, buffer), Is.EqualTo(3));
        Assert.That(buffer[..3], Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(file.GetLength(out long bytes).IsSuccess, Is.True);
        Assert.That(bytes, Is.EqualTo(3));
    }

    private static bool IsLocked(SharedFile file, long offsetBytes)
    {
        Assert.That(file.GetIsLocked(offsetBytes, out bool isLocked).IsSuccess, Is.True);
        return isLocked;
    }

    private SharedFile Make()
    {
        NativeResult opened = SharedFile.OpenForWriting(FilePath, out SharedFile? file);
        Assert.That(opened.IsSuccess, Is.True, opened.ToString());
        return file!;
    }
}
