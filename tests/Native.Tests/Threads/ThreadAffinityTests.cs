using System.Globalization;
using FeedHandler.Native.Threads;
using FeedHandler.Tests.Support;

namespace FeedHandler.Native.Tests.Threads;

public sealed class ThreadAffinityTests
{
    [SetUp]
    public void NeedLinux() => Require.That(OperatingSystem.IsLinux(), "affinity is set on Linux only");

    [Test]
    public void APinnedThreadRunsOnItsCoreAlone()
    {
        foreach (int core in AllowedCores())
        {
            (NativeResult Pin, int[] Allowed, int Current) seen = DedicatedThread.Run(() =>
            {
                NativeResult pin = ThreadAffinity.PinCurrentThread(core);
                ThreadAffinity.GetAllowedCores(out int[] allowed);
                ThreadAffinity.GetCurrentCore(out int current);
                return (pin, allowed, current);
            });

            Assert.That(seen.Pin.IsSuccess, Is.True, seen.Pin.ToString());
            Assert.That(seen.Allowed, Is.EqualTo([core]));
            Assert.That(seen.Current, Is.EqualTo(core));
        }
    }

    [Test]
    public void PinningChangesTheCallingThreadOnly()
    {
        int[] before = AllowedCores();
        DedicatedThread.Run(() => ThreadAffinity.PinCurrentThread(before[0]));

        Assert.That(AllowedCores(), Is.EqualTo(before));
    }

    [Test]
    public void ASetOfCoresCanBeGivenBack()
    {
        int[] before = AllowedCores();
        int[] after = DedicatedThread.Run(() =>
        {
            ThreadAffinity.PinCurrentThread(before[^1]);
            ThreadAffinity.RestrictCurrentThread(before);
            return AllowedCores();
        });

        Assert.That(after, Is.EqualTo(before));
    }

    [Test]
    public void TheAllowedCoresAreThoseThatTheKernelLists()
    {
        const string field = "Cpus_allowed_list:";
        string line = File.ReadLines("/proc/thread-self/status").Single(static line => line.StartsWith(field, StringComparison.Ordinal));

        Assert.That(AllowedCores(), Is.EqualTo(ParseCoreList(line[field.Length..].Trim())));
    }

    [TestCase(-1)]
    [TestCase(ThreadAffinity.CoreCountMax)]
    [TestCase(ThreadAffinity.CoreCountMax - 1)]
    public void ACoreThatDoesNotExistIsRefusedInWords(int core)
    {
        NativeResult result = DedicatedThread.Run(() => ThreadAffinity.PinCurrentThread(core));

        Assert.That(result.Status, Is.EqualTo(NativeStatus.Failed));
        Assert.That(result.ToString(), Does.Contain(core.ToString(CultureInfo.InvariantCulture)));
        Assert.That(result.ToString(), Does.EndWith("Invalid argument (errno 22)"));
    }

    [Test]
    public void NoCoreAtAllIsRefused() =>
        Assert.That(DedicatedThread.Run(() => ThreadAffinity.RestrictCurrentThread([])).Status, Is.EqualTo(NativeStatus.Failed));

    private static int[] AllowedCores()
    {
        NativeResult result = ThreadAffinity.GetAllowedCores(out int[] cores);
        Assert.That(result.IsSuccess, Is.True, result.ToString());
        return cores;
    }

    private static int[] ParseCoreList(string list) =>
    [
        .. list.Split(',').SelectMany(static range =>
        {
            int[] bounds = [.. range.Split('-').Select(static n => int.Parse(n, CultureInfo.InvariantCulture))];
            return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1);
        }),
    ];
}
