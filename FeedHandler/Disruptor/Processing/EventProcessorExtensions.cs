namespace Disruptor.Processing;

/// <summary>Shorter ways to run processors.</summary>
public static class EventProcessorExtensions
{
    /// <summary>Runs the loop on the thread pool.</summary>
    /// <param name="eventProcessor">The processor.</param>
    public static Task Start(this IEventProcessor eventProcessor) => Checked(eventProcessor).Start(TaskScheduler.Default, TaskCreationOptions.None);

    /// <summary>Runs the loop on a thread of its own.</summary>
    /// <param name="eventProcessor">The processor.</param>
    public static Task StartLongRunning(this IEventProcessor eventProcessor) => eventProcessor.StartLongRunning(TaskScheduler.Default);

    /// <summary>Runs the loop as a long-running task of a scheduler.</summary>
    /// <param name="eventProcessor">The processor.</param>
    /// <param name="taskScheduler">Where the task runs.</param>
    public static Task StartLongRunning(this IEventProcessor eventProcessor, TaskScheduler taskScheduler)
        => Checked(eventProcessor).Start(taskScheduler, TaskCreationOptions.LongRunning);

    private static IEventProcessor Checked(IEventProcessor eventProcessor)
    {
        ArgumentNullException.ThrowIfNull(eventProcessor);
        return eventProcessor;
    }
}
