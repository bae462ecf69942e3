using System.Runtime.ExceptionServices;

namespace FeedHandler.Native.Tests.Threads;

/// <summary>Runs a test's body on a thread of its own, so that a changed affinity or name ends with it.</summary>
internal static class DedicatedThread
{
    internal static void Run(Action body)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                body();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    internal static T Run<T>(Func<T> body)
    {
        T result = default!;
        Run(() => { result = body(); });
        return result;
    }
}
