using Disruptor.Processing;

namespace Disruptor.Dsl;

/// <summary>A pool of workers as one consumer.</summary>
internal sealed class WorkerPoolConsumer<T>(WorkerPool<T> pool) : Consumer
    where T : class
{
    internal override IReadOnlyList<Sequence> Sequences { get; } = pool.GetWorkerSequences();

    internal override bool IsActive => pool.IsRunning;

    internal override void Start(TaskScheduler taskScheduler) => pool.Start(taskScheduler);

    internal override void Halt() => pool.Halt();
}
