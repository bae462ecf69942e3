namespace Disruptor.Dsl;

/// <summary>What takes events of a ring on threads of its own, in its place in the chain.</summary>
internal abstract class Consumer
{
    /// <summary>How far it is: all of them must pass an event before its slot is free.</summary>
    internal abstract IReadOnlyList<Sequence> Sequences { get; }

    /// <summary>Whether no other consumer follows this one: producers are gated by the ends of chains alone.</summary>
    internal bool IsEndOfChain { get; set; } = true;

    /// <summary>Whether it takes events, or is about to: its task may be scheduled and not running yet.</summary>
    internal abstract bool IsActive { get; }

    internal abstract void Start(TaskScheduler taskScheduler);

    internal abstract void Halt();

    internal bool IsBehind(long cursor)
    {
        foreach (Sequence sequence in Sequences)
        {
            if (cursor > sequence.Value) return true;
        }

        return false;
    }
}
