using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>A processor with what it waits for, which is unknown for processors of the caller's own kind.</summary>
internal sealed class ProcessorConsumer(IEventProcessor processor, DependentSequenceGroup? dependentSequences) : Consumer
{
    // Written and read by whoever starts and stops the disruptor: no pairing.
    private Task? _run;

    internal IEventProcessor Processor => processor;

    internal DependentSequenceGroup? DependentSequences => dependentSequences;

    internal override IReadOnlyList<Sequence> Sequences { get; } = [processor.Sequence];

    internal override bool IsActive => processor.IsRunning || _run is { IsCompleted: false };

    internal override void Start(TaskScheduler taskScheduler) => _run = processor.Start(taskScheduler, TaskCreationOptions.LongRunning);

    internal override void Halt() => processor.Halt();
}
