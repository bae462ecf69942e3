using FeedHandler.Native.Waiting;
using FeedHandler.Tests.Support;

namespace FeedHandler.Gateway.Tests.Support;

/// <summary>
/// The library that FEEDHANDLER_KQUEUE_LIBRARY names, or else a small one with kqueue's layout that is compiled here from kqueue.c: it proves how we
/// call, not what a BSD does.
/// </summary>
internal static class KqueueStandIn
{
    private static readonly Lazy<string> Library = new(Compile);

    internal static void Need()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(KqueueWaiter.LibraryVariable))) return;
        Environment.SetEnvironmentVariable(KqueueWaiter.LibraryVariable, Library.Value);
    }

    private static string Compile()
    {
        string library = Path.Combine(Directory.CreateTempSubdirectory("kqueue").FullName, "kqueue.so");
        CHeaders.Run(Require.Tool("gcc"), "-shared", "-fPIC", "-o", library, Repository.PathOf("tests/Native.Tests/Waiting/kqueue.c"));
        return library;
    }
}
