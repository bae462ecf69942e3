using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>A processor with what it was made from; handler and barrier are unknown for processors of the caller's own kind.</summary>
internal sealed class Consumer(IEventProcessor processor, object? handler, DependentSequenceGroup? dependentSequences)
{
    // Written and read by whoever starts and stops the disruptor: no pairing.
    private Task? _run;

    internal IEventProcessor Processor => processor;

    internal object? Handler => handler;

    internal DependentSequenceGroup? DependentSequences => dependentSequences;

    /// <summary>Whether no other consumer follows this one: producers are gated by the ends of chains alone.</summary>
    internal bool IsEndOfChain { get; set; } = true;

    /// <summary>Whether it takes events, or is about to: its task may be scheduled and not running yet.</summary>
    internal bool IsActive => processor.IsRunning || _run is { IsCompleted: false };

    internal void Start(TaskScheduler taskScheduler) => _run = processor.Start(taskScheduler, TaskCreationOptions.LongRunning);
}
