namespace Disruptor.Tests.Support;

/// <summary>Waits that end a hanging test with a failure instead of hanging the run. The limits are generous: they never decide a passing
/// test.</summary>
internal static class Within
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static void Patiently(Task task, string what)
    {
        if (!task.Wait(Patience)) Assert.Fail($"Gave up waiting: {what}");
    }

    internal static T Patiently<T>(Task<T> task, string what)
    {
        Patiently((Task)task, what);
        return task.GetAwaiter().GetResult();
    }

    internal static void Until(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience)) Assert.Fail($"Gave up waiting: {what}");
    }
}
