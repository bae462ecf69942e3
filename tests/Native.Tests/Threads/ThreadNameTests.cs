using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Threads;

public sealed class ThreadNameTests
{
    [SetUp]
    public void NeedLinux() => Require.That(OperatingSystem.IsLinux(), "threads are named on Linux only");

    [TestCase("feed-310", "feed-310")]
    [TestCase("exactly15 bytes", "exactly15 bytes")]
    [TestCase("strategy-momentum-1", "strategy-moment")]
    [TestCase("fünfzehn-Bytes-ü", "fünfzehn-Bytes")]
    [TestCase("", "")]
    public void TheKernelShowsTheNameCutAtACharactersEnd(string name, string shown)
    {
        (NativeResult Set, string Comm, string Got) seen = DedicatedThread.Run(() =>
        {
            NativeResult set = ThreadName.SetForCurrentThread(name);
            ThreadName.GetForCurrentThread(out string got);
            return (set, File.ReadAllText("/proc/thread-self/comm").TrimEnd('\n'), got);
        });

        Assert.That(seen.Set.IsSuccess, Is.True, seen.Set.ToString());
        Assert.That(seen.Comm, Is.EqualTo(shown));
        Assert.That(seen.Got, Is.EqualTo(shown));
    }

    [Test]
    public void TheProcessKeepsItsName()
    {
        string before = File.ReadAllText("/proc/self/comm");
        DedicatedThread.Run(() => ThreadName.SetForCurrentThread("other"));

        Assert.That(File.ReadAllText("/proc/self/comm"), Is.EqualTo(before));
    }
}
