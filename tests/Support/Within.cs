using NUnit.Framework;

namespace FeedHandler.Tests.Support;

/// <summary>Waits that end a hanging test with a failure instead of hanging the run. The limits are generous: they never decide a passing
/// test.</summary>
public static class Within
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void Patiently(Task task, string what)
    {
        if (!task.Wait(Patience)) Assert.Fail($"Gave up waiting: {what}");
    }

    public static T Patiently<T>(Task<T> task, string what)
    {
        Patiently((Task)task, what);
        return task.GetAwaiter().GetResult();
    }

    public static void Until(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience)) Assert.Fail($"Gave up waiting: {what}");
    }
}
