namespace Disruptor.Processing;

/// <summary>A loop that waits for events and gives them to a handler.</summary>
public interface IEventProcessor
{
    /// <summary>The last event that was taken: what producers are gated by.</summary>
    Sequence Sequence { get; }

    /// <summary>Whether the loop runs, or was halted before it began.</summary>
    bool IsRunning { get; }

    /// <summary>Ends the loop after the batch in hand. A processor halted before it ran only starts and shuts its handler down when it is
    /// run.</summary>
    void Halt();

    /// <summary>Runs the loop as a task.</summary>
    /// <returns>The task, which ends with the loop.</returns>
    /// <param name="taskScheduler">Where the task runs.</param>
    /// <param name="taskCreationOptions">How the task runs.</param>
    Task Start(TaskScheduler taskScheduler, TaskCreationOptions taskCreationOptions);

    /// <summary>Waits until the handler was started.</summary>
    /// <param name="timeout">How long to wait at most.</param>
    void WaitUntilStarted(TimeSpan timeout);
}
