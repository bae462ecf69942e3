using FeedHandler.Native.Waiting;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Waiting;

/// <summary>
/// The waiter over the library that FEEDHANDLER_KQUEUE_LIBRARY names, or else over a small one with kqueue's layout and return values, which is
/// compiled here from kqueue.c: it proves how we call, not what a BSD does.
/// </summary>
public sealed class KqueueWaiterTests
{
    private DirectoryInfo _folder = null!;
    private string? _named;

    [OneTimeSetUp]
    public void NameALibrary()
    {
        _folder = Directory.CreateTempSubdirectory("kqueue");
        _named = Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable);
        if (!string.IsNullOrEmpty(_named) || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD()) return;
        string library = Path.Combine(_folder.FullName, "kqueue.so");
        CHeaders.Run(Require.Tool("gcc"), "-shared", "-fPIC", "-o", library, Repository.PathOf("tests/Native.Tests/Waiting/kqueue.c"));
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, library);
    }

    [OneTimeTearDown]
    public void Restore()
    {
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, _named);
        _folder.Delete(recursive: true);
    }

    [Test]
    public void AWaitEndsWithADatagramAndAsLongAsItIsNotFetched()
    {
        Assert.That(KqueueWaiter.Open(out KqueueWaiter? waiter), Is.Null);
        using (waiter) WaiterContract.Check(waiter!);
    }

    [Test]
    public void AWaitAllocatesNothing()
    {
        Assert.That(KqueueWaiter.Open(out KqueueWaiter? waiter), Is.Null);
        using (waiter) Assert.That(AllocationMeter.BytesOf(() => waiter!.Wait(0)), Is.Zero);
    }

    [TestCase("/nowhere/libkqueue.so.0", "cannot load /nowhere/libkqueue.so.0 (FEEDHANDLER_KQUEUE_LIBRARY): install libkqueue or correct the name")]
    [TestCase("libc.so.6", "libc.so.6 has no kqueue and kevent: FEEDHANDLER_KQUEUE_LIBRARY must name a library such as libkqueue.so.0")]
    [TestCase("", "this system has no kqueue: name a library that has it in FEEDHANDLER_KQUEUE_LIBRARY, or wait with epoll")]
    public void ALibraryThatIsNoneIsToldWithWhatToDo(string name, string problem)
    {
        Require.That(OperatingSystem.IsLinux(), "elsewhere the C library has kqueue itself");
        string? before = Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable);
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, name);
        try
        {
            Assert.That(KqueueWaiter.Open(out KqueueWaiter? waiter), Is.EqualTo(problem));
            Assert.That(waiter, Is.Null);
        }
        finally
        {
            Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, before);
        }
    }
}
