using System.Collections.Concurrent;

namespace FeedHandler.Concurrency.Ring;

/// <summary>Threads that report their exceptions to the test, and a join that gives up instead of hanging the run.</summary>
internal sealed class Threads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly List<Thread> _threads = [];

    internal Thread Start(string name, Action body)
    {
        Thread thread = new Thread(() => RunReporting(body)) { IsBackground = true, Name = name };
        _threads.Add(thread);
        thread.Start();
        return thread;
    }

    internal void JoinAll()
    {
        foreach (Thread thread in _threads)
        {
            if (!thread.Join(Patience)) Assert.Fail($"The thread {thread.Name} did not end.");
        }

        Assert.That(_failures, Is.Empty);
    }

    private void RunReporting(Action body)
    {
        try
        {
            body();
        }
        catch (Exception failure)
        {
            _failures.Enqueue(failure);
        }
    }
}
