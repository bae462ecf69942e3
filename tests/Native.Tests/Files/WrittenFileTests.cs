using System.Diagnostics;
using FeedHandler.Native.Files;
using FeedHandler.Tests.Support;
using Microsoft.Win32.SafeHandles;

namespace FeedHandler.Native.Tests.Files;

public sealed class WrittenFileTests
{
    private string _folder = "";
    private string _path = "";

    [SetUp]
    public void CreateFolder()
    {
        Require.That(OperatingSystem.IsLinux(), "what files may be is told by Linux");
        _folder = Directory.CreateTempSubdirectory("written-file-").FullName;
        _path = Path.Combine(_folder, "file");
    }

    [TearDown]
    public void RemoveFolder()
    {
        if (_folder.Length > 0) Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void ANewFileIsForItsOwnerAndReadByTheGroup()
    {
        using SafeFileHandle file = Open();

        Assert.That(ModeOf(_path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead), Is.EqualTo(UnixFileMode.None));
    }

    [Test]
    public void AFileThatIsThereIsEmptied()
    {
        File.WriteAllText(_path, "before");
        Open().Dispose();

        Assert.That(File.ReadAllText(_path), Is.Empty);
    }

    [Test]
    public void AFileThatIsClaimedKeepsItsContentAndIsNobodyElsesToWrite()
    {
        File.WriteAllText(_path, "before");
        NativeResult result = WrittenFile.Claim(_path, out SafeFileHandle? claimed);
        using (claimed)
        {
            Assert.That(result.IsSuccess, Is.True, result.ToString());
            Assert.That(WrittenFile.Open(_path, isNew: false, followsLink: false, out _).IsSuccess, Is.False);
            Assert.That(FileIdentity.OfOpen((int)claimed!.DangerousGetHandle()), Is.EqualTo(FileIdentity.Of(_path, followsLink: true)));
        }

        Assert.That(File.ReadAllText(_path), Is.EqualTo("before"));
        Assert.That(FileIdentity.OfOpen(-1).Kind, Is.EqualTo(FileKind.Missing));
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), _path);
        Assert.That(WrittenFile.Claim(Path.Combine(_folder, "link"), out _).IsSuccess, Is.False);
        Assert.That(WrittenFile.Claim(Path.Combine(_folder, "none"), out _).IsSuccess, Is.False);
    }

    [Test]
    public void ANewFileReplacesNone()
    {
        File.WriteAllText(_path, "before");

        Assert.That(WrittenFile.Open(_path, isNew: true, followsLink: false, out _).IsSuccess, Is.False);
        Assert.That(File.ReadAllText(_path), Is.EqualTo("before"));
    }

    [Test]
    public void ALinkIsNotFollowedUnlessTold()
    {
        string target = Path.Combine(_folder, "target");
        File.WriteAllText(target, "before");
        File.CreateSymbolicLink(_path, target);

        Assert.That(WrittenFile.Open(_path, isNew: false, followsLink: false, out _).IsSuccess, Is.False);
        Assert.That(File.ReadAllText(target), Is.EqualTo("before"));
        Assert.That(WrittenFile.Open(_path, isNew: false, followsLink: true, out SafeFileHandle? file).IsSuccess, Is.True);
        file!.Dispose();
        Assert.That(File.ReadAllText(target), Is.Empty);
    }

    [Test]
    public void APipeIsRefusedAndNotWaitedFor()
    {
        using (Process make = Process.Start(Require.Tool("mkfifo"), [_path])) make.WaitForExit();

        Assert.That(WrittenFile.Open(_path, isNew: false, followsLink: false, out _).IsSuccess, Is.False);
        Assert.That(FileIdentity.Of(_path, followsLink: true).Kind, Is.EqualTo(FileKind.Pipe));
    }

    [Test]
    public void ADeviceIsRefused() => Assert.That(WrittenFile.Open("/dev/null", isNew: false, followsLink: true, out _).IsSuccess, Is.False);

    [Test]
    public void AFileThatIsBeingWrittenIsLeftAlone()
    {
        using SafeFileHandle file = Open();
        RandomAccess.Write(file, "content"u8, 0);

        Assert.That(WrittenFile.Open(_path, isNew: false, followsLink: false, out _).IsSuccess, Is.False);
        Assert.That(RandomAccess.GetLength(file), Is.EqualTo(7));
    }

    [Test]
    public void HardLinksAreOneFileAndCopiesAreTwo()
    {
        File.WriteAllText(_path, "content");
        string link = Path.Combine(_folder, "link");
        string copy = Path.Combine(_folder, "copy");
        using (Process make = Process.Start(Require.Tool("ln"), [_path, link])) make.WaitForExit();
        File.Copy(_path, copy);

        Assert.That(FileIdentity.Of(link, followsLink: true), Is.EqualTo(FileIdentity.Of(_path, followsLink: true)));
        Assert.That(FileIdentity.Of(copy, followsLink: true), Is.Not.EqualTo(FileIdentity.Of(_path, followsLink: true)));
    }

    [Test]
    public void AFileThatWasRemovedHasNoName()
    {
        using SafeFileHandle file = Open();
        Assert.That(FileIdentity.HasName(file), Is.True);
        File.Delete(_path);

        Assert.That(FileIdentity.HasName(file), Is.False);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.OtherRead : File.GetUnixFileMode(path);

    private SafeFileHandle Open()
    {
        NativeResult result = WrittenFile.Open(_path, isNew: false, followsLink: false, out SafeFileHandle? file);
        Assert.That(result.IsSuccess, Is.True, result.ToString());
        return file!;
    }
}
