using System.Diagnostics.CodeAnalysis;

namespace Disruptor;

/// <summary>What a barrier may take for granted, as a type argument, so that a check which is not needed compiles to nothing.</summary>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The implementations are type arguments that differ by type alone.")]
public interface ISequenceBarrierOptions
{
    /// <summary>Nothing is taken for granted: a claimed event may not be published yet.</summary>
    internal readonly struct None : ISequenceBarrierOptions;

    /// <summary>Every sequence that the dependencies report is published.</summary>
    internal readonly struct IsDependentSequencePublished : ISequenceBarrierOptions;

    /// <summary>The options that hold for a sequencer and the sequences a barrier follows.</summary>
    /// <param name="sequencer">The sequencer of the ring.</param>
    /// <param name="dependentSequences">What the barrier follows.</param>
    static ISequenceBarrierOptions Get(ISequencer sequencer, DependentSequenceGroup dependentSequences)
    {
        ArgumentNullException.ThrowIfNull(dependentSequences);

        // A single producer's cursor moves on publication, and consumers never pass what is not published.
        bool published = sequencer is SingleProducerSequencer || !dependentSequences.DependsOnCursor;
        return published ? default(IsDependentSequencePublished) : default(None);
    }
}
